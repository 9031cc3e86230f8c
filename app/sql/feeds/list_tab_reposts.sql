-- A profile's tab "Reposts", newest first.
-- returns: many
-- Leans on posts_tab_reposts.
SELECT
    p.id,
    p.repost_of_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.author_id = :author_id AND p.repost_of_id IS NOT NULL AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size + 1
