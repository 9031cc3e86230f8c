-- Lets people quote a post again.
-- returns: none
DELETE FROM posts_closed_to_quotes AS c
WHERE c.post_id = :post_id
