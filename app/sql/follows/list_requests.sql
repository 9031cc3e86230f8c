-- Who asks to follow the viewer, newest first.
-- returns: many
-- Leans on follow_requests_target.
SELECT
    q.id AS key,
    q.requester_id AS user_id
FROM follow_requests AS q
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = q.requester_id
WHERE q.target_id = :viewer_id AND q.id < :before_id
ORDER BY q.id DESC
LIMIT :page_size + 1
