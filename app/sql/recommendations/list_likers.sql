-- Public posts that are newer than the model, with some people who liked each: what a model needs to place them.
-- returns: many
-- Leans on posts_pkey (backwards) and likes_post.
WITH newer AS (
    SELECT p.id, p.author_id
    FROM rules.for_you_posts(NULL) AS p
    WHERE p.id > :after_id AND NOT p.is_reply AND p.repost_of_id IS NULL AND p.likes_count > 0
    ORDER BY p.id DESC
    LIMIT :page_size::integer
)

SELECT
    n.id AS post_id,
    n.author_id,
    (SELECT min(t.topic) FROM post_topics AS t WHERE t.post_id = n.id) AS topic,
    ARRAY(
        SELECT l.user_id FROM likes AS l WHERE l.post_id = n.id
        ORDER BY l.id DESC
        LIMIT :likers::integer
    ) AS liker_ids
FROM newer AS n
ORDER BY n.id DESC
