-- The folder in which the viewer saved a post.
-- returns: value
SELECT s.folder_id
FROM saves AS s
WHERE s.user_id = :viewer_id AND s.post_id = :post_id
