-- Takes a post's card away, because its text has no link any more.
-- returns: none
DELETE FROM post_links AS l WHERE l.post_id = :post_id
