-- Follows the conversation of a post no longer.
-- returns: none
DELETE FROM followed_threads AS f
USING posts AS t
WHERE f.user_id = :viewer_id AND t.id = :post_id AND f.root_id = t.root_id
