-- The author's own undeleted post, locked for an edit.
-- returns: maybe
-- Leans on the primary key.
SELECT
    p.body,
    p.repost_of_id IS NOT NULL AS is_repost,
    p.is_quote OR p.has_media AS can_be_empty,
    p.created_at > now() - make_interval(mins => :edit_window_minutes) AS is_editable
FROM posts AS p
WHERE p.id = :post_id AND p.author_id = :author_id AND p.deleted_at IS NULL
FOR NO KEY UPDATE
