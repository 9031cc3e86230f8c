-- Hears of the conversation of a post again.
-- returns: none
DELETE FROM muted_threads AS m
USING posts AS e
LEFT JOIN posts AS o ON o.id = e.repost_of_id
WHERE m.user_id = :viewer_id AND e.id = :post_id AND m.root_id = coalesce(o.root_id, e.root_id)
