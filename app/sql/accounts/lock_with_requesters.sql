-- Locks a person and all who ask to follow them, in the order of their ids.
-- returns: none
SELECT 1
FROM users AS u
WHERE
    u.id = :user_id::bigint
    OR u.id IN (SELECT r.requester_id FROM follow_requests AS r WHERE r.target_id = :user_id)
ORDER BY u.id
FOR NO KEY UPDATE
