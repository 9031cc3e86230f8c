-- Follows the conversation of a post that the viewer may see; twice changes nothing.
-- returns: none
INSERT INTO followed_threads (user_id, root_id)
SELECT
    :viewer_id AS user_id,
    root.id
FROM rules.visible_posts(:viewer_id::bigint) AS t
-- Deleted or not: the conversation goes on without its first post.
INNER JOIN posts AS root ON root.id = t.root_id
WHERE t.id = :post_id
ON CONFLICT DO NOTHING
