-- Whom the viewer restricts, newest first.
-- returns: many
SELECT
    r.id AS key,
    r.restricted_id AS user_id
FROM restrictions AS r
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = r.restricted_id
WHERE r.restrictor_id = :viewer_id AND r.id < :before_id
ORDER BY r.id DESC
LIMIT :page_size + 1
