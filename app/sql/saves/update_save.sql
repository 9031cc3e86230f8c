-- Puts what this id means, once it is saved, into a folder of one's own, or (NULL) into none.
-- returns: none
UPDATE saves AS s
SET folder_id = :folder_id::bigint
FROM posts AS e
WHERE
    e.id = :post_id
    AND s.post_id = coalesce(e.repost_of_id, e.id)
    AND s.user_id = :viewer_id
