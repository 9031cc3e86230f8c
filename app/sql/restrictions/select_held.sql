-- A visible post, and whether it waits for the viewer's approval.
-- returns: maybe
-- Leans on posts_pkey.
SELECT
    p.author_id,
    coalesce(p.held_for_id = :viewer_id::bigint AND p.author_id <> :viewer_id, false) AS waits_for_viewer,
    p.is_reply AND (answered.author_id = :viewer_id OR first.author_id = :viewer_id) AS is_below_viewer
FROM rules.visible_posts(:viewer_id) AS p
LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
LEFT JOIN posts AS first ON first.id = p.root_id
WHERE p.id = :post_id
