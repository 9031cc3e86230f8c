-- Notes that the viewer wants less like what this id means, as far as it is visible; twice changes nothing.
-- returns: none
INSERT INTO less_like (user_id, post_id)
SELECT
    :viewer_id AS viewer_id,
    t.id
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id
ON CONFLICT DO NOTHING
