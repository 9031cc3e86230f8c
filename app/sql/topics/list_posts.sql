-- Posts with a topic, newest first.
-- returns: many
-- Leans on post_topics_pkey (backwards).
SELECT
    p.id,
    p.repost_of_id
FROM post_topics AS t
INNER JOIN rules.feed_posts(:viewer_id::bigint) AS p ON p.id = t.post_id
WHERE t.topic = :topic AND t.post_id < :before_id
ORDER BY t.post_id DESC
LIMIT :page_size + 1
