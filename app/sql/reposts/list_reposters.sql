-- People whose repost of a post the viewer may see, latest first.
-- returns: many
-- Leans on posts_reposts.
SELECT
    p.id,
    p.author_id AS user_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.repost_of_id = :post_id AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size
