-- Takes the wish for less like this back.
-- returns: none
DELETE FROM less_like AS u
USING posts AS e
WHERE
    e.id = :post_id
    AND u.post_id = coalesce(e.repost_of_id, e.id)
    AND u.user_id = :viewer_id
