-- A profile's tab "Replies", newest first.
-- returns: many
-- Leans on posts_tab_replies.
SELECT
    p.id,
    p.repost_of_id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.author_id = :author_id AND p.is_reply AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size + 1
