-- Whom the viewer mutes today, newest first.
-- returns: many
SELECT
    m.id AS key,
    m.muted_id AS user_id,
    m.ends_at
FROM mutes AS m
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = m.muted_id
WHERE m.muter_id = :viewer_id AND m.id < :before_id AND (m.ends_at IS NULL OR m.ends_at > now())
ORDER BY m.id DESC
LIMIT :page_size + 1
