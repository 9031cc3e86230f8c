-- Posts with all of these words, newest first.
-- returns: many
-- Leans on posts_words, or on posts_pkey (backwards) where the words are common.
SELECT
    p.id,
    p.repost_of_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE
    to_tsvector('simple', p.body) @@ websearch_to_tsquery('simple', :words::text)
    AND p.repost_of_id IS NULL
    AND p.id < :before_id
    AND NOT EXISTS (
        SELECT 1
        FROM limited_users AS l
        WHERE
            l.user_id = p.author_id
            AND l.user_id IS DISTINCT FROM :viewer_id
            AND NOT EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = l.user_id)
    )
ORDER BY p.id DESC
LIMIT :page_size + 1
