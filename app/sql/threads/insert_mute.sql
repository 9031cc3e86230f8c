-- Mutes the conversation of a post that the viewer may see; twice changes nothing.
-- returns: none
INSERT INTO muted_threads (user_id, root_id)
SELECT
    :viewer_id AS user_id,
    root.id
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
-- Deleted or not: the conversation goes on without its first post.
INNER JOIN posts AS root ON root.id = t.root_id
WHERE e.id = :post_id
ON CONFLICT DO NOTHING
