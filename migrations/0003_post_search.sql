-- Search: posts by their words, topics by their beginning.

CREATE INDEX posts_words ON posts USING gin (to_tsvector('simple', body))
WHERE deleted_at IS NULL AND repost_of_id IS NULL;

-- Byte order, so that the primary key finds all topics that begin with some letters.
ALTER TABLE post_topics ALTER COLUMN topic TYPE text COLLATE "C";
