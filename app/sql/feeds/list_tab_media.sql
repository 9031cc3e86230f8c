-- A profile's tab "Media", newest first.
-- returns: many
-- Leans on posts_tab_media.
SELECT
    p.id,
    p.repost_of_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.author_id = :author_id AND p.has_media AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size + 1
