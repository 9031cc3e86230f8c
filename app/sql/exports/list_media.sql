-- The pictures and videos of some posts of a person, in order.
-- returns: many
-- Leans on media_post.
SELECT m.id, m.post_id, m.kind, m.key, m.width, m.height, m.widths, m.is_animated, m.alt
FROM media AS m
WHERE m.post_id = ANY(:post_ids::bigint[]) AND m.owner_id = :user_id
ORDER BY m.post_id, m.position
