-- A profile's tab "Posts", newest first.
-- returns: many
-- Leans on posts_tab_posts.
SELECT
    p.id,
    p.repost_of_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.author_id = :author_id AND NOT p.is_reply AND p.repost_of_id IS NULL AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size + 1
