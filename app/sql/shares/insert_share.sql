-- Notes that the viewer shared what this id means; sharing again does not count.
-- returns: none
INSERT INTO shares (post_id, user_id)
SELECT
    t.id,
    :viewer_id AS viewer_id
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id
ON CONFLICT DO NOTHING
