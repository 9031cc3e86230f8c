-- Reposts what this id means, as far as the viewer may see it; a second repost changes nothing.
-- returns: none
INSERT INTO posts (author_id, repost_of_id)
SELECT
    :viewer_id AS viewer_id,
    t.id
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id
ON CONFLICT (author_id, repost_of_id) WHERE repost_of_id IS NOT NULL AND deleted_at IS NULL DO NOTHING
