-- Whom the viewer blocks, newest first. Blocked people are nowhere else to be seen, so the cards come from here.
-- returns: many
SELECT
    b.id AS key,
    u.id,
    u.username,
    u.display_name,
    u.avatar_key,
    u.is_private,
    u.created_at
FROM blocks AS b
INNER JOIN users AS u ON u.id = b.blocked_id AND u.state = 'active'
WHERE b.blocker_id = :viewer_id AND b.id < :before_id
ORDER BY b.id DESC
LIMIT :page_size + 1
