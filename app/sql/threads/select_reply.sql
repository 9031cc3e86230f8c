-- Whether a visible post is a reply that the viewer may hide: somebody else's, below a post or in a conversation of
-- the viewer.
-- returns: maybe
SELECT
    t.id,
    t.is_reply AND t.author_id <> :viewer_id::bigint AND EXISTS (
        SELECT 1 FROM posts AS a
        WHERE a.id IN (t.reply_to_id, t.root_id) AND a.author_id = :viewer_id AND a.deleted_at IS NULL
    ) AS can_hide
FROM rules.visible_posts(:viewer_id) AS t
WHERE t.id = :post_id
