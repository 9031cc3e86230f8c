-- Search: posts by their words, topics by their beginning.

CREATE INDEX posts_words ON posts USING gin (to_tsvector('simple', body))
WHERE deleted_at IS NULL AND repost_of_id IS NULL;
CREATE INDEX post_topics_prefix ON post_topics (topic text_pattern_ops, post_id);
