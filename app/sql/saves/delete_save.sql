-- Takes what this id means out of the viewer's saved posts.
-- returns: none
DELETE FROM saves AS s
USING posts AS e
WHERE
    e.id = :post_id
    AND s.post_id = coalesce(e.repost_of_id, e.id)
    AND s.user_id = :viewer_id
