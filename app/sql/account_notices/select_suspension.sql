-- Why a suspended person is, by the last act that did it.
-- returns: maybe
-- Leans on moderation_log_user.
SELECT
    m.id AS act_id,
    m.reason
FROM users AS u
INNER JOIN moderation_log AS m ON m.user_id = u.id
WHERE u.id = :user_id AND u.state = 'suspended' AND m.act = 'suspend'
ORDER BY m.id DESC
LIMIT 1
