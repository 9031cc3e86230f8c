-- The author's own undeleted post, locked for an edit.
-- returns: maybe
-- Leans on the primary key.
SELECT
    p.body,
    p.repost_of_id IS NOT NULL AS is_repost,
    -- A post with a picture, a quote or a poll shows that: it needs no text, and has no card of its link.
    p.is_quote OR p.has_media OR EXISTS (SELECT 1 FROM polls AS o WHERE o.post_id = p.id) AS is_more_than_text,
    p.created_at > now() - make_interval(mins => :edit_window_minutes) AS is_editable
FROM posts AS p
WHERE p.id = :post_id AND p.author_id = :author_id AND p.deleted_at IS NULL
FOR NO KEY UPDATE
