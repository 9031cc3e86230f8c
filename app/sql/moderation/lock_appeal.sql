-- The notice that an appeal belongs to, locked for the answer.
-- returns: maybe
SELECT
    n.user_id,
    c.username,
    c.email_canonical,
    m.act,
    m.post_id,
    m.report_id,
    m.moderator_id,
    n.appeal IS NOT NULL AS is_appealed,
    n.decision IS NOT NULL AS is_decided,
    EXISTS(
        SELECT 1 FROM users AS u
        WHERE u.role IN ('moderator', 'operator') AND u.state = 'active' AND u.id NOT IN (m.moderator_id, n.user_id)
    ) AS has_other_moderator
FROM account_notices AS n
INNER JOIN moderation_log AS m ON m.id = n.act_id
INNER JOIN users AS c ON c.id = n.user_id
WHERE n.act_id = :act_id
FOR NO KEY UPDATE OF n
