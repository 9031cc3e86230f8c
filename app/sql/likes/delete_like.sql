-- Takes the viewer's like of what this id means back.
-- returns: none
DELETE FROM likes AS l
USING posts AS e
WHERE
    e.id = :post_id
    AND l.post_id = coalesce(e.repost_of_id, e.id)
    AND l.user_id = :viewer_id
