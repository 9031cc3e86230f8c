-- What visible people suggest for the pictures of the viewer's own post, the oldest first.
-- returns: many
SELECT
    s.id,
    s.media_id,
    s.suggested_by_id,
    s.alt
FROM rules.visible_posts(:viewer_id::bigint) AS p
INNER JOIN media AS m ON m.post_id = p.id
INNER JOIN alt_suggestions AS s ON s.media_id = m.id
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = s.suggested_by_id
WHERE p.id = :post_id AND p.author_id = :viewer_id
ORDER BY s.id
LIMIT 100
