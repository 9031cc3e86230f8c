-- Likes what this id means, as far as the viewer may see it; a second like changes nothing.
-- returns: none
INSERT INTO likes (post_id, user_id)
SELECT
    t.id,
    :viewer_id AS viewer_id
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id
ON CONFLICT DO NOTHING
