-- Puts what this id means back into the viewer's feeds.
-- returns: none
DELETE FROM hidden_posts AS u
USING posts AS e
WHERE
    e.id = :post_id
    AND u.post_id = coalesce(e.repost_of_id, e.id)
    AND u.user_id = :viewer_id
