-- The newest posts that answer and repost nothing, for For you.
-- returns: many
-- Leans on posts_pkey (backwards).
SELECT
    p.id AS post_id,
    p.author_id,
    0::double precision AS score,
    NULL::text AS topic
FROM rules.for_you_posts(:viewer_id::bigint) AS p
WHERE p.id < :before_id AND NOT p.is_reply AND p.repost_of_id IS NULL
ORDER BY p.id DESC
LIMIT :page_size + 1
