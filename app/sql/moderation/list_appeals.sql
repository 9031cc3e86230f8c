-- Appeals: those that wait, the oldest first, or the one of an act whether or not it is answered.
-- returns: many
-- Leans on account_notices_appeals.
SELECT
    n.act_id,
    m.act,
    m.moderator_id,
    moderator.username AS moderator_username,
    n.user_id,
    u.username,
    m.post_id,
    m.report_id,
    m.reason,
    n.appeal,
    n.appealed_at,
    n.decision,
    n.answer
FROM account_notices AS n
INNER JOIN moderation_log AS m ON m.id = n.act_id
INNER JOIN users AS u ON u.id = n.user_id
LEFT JOIN users AS moderator ON moderator.id = m.moderator_id
WHERE
    n.appeal IS NOT NULL
    AND (n.decision IS NULL OR n.act_id = :act_id::bigint)
    AND (:act_id IS NULL OR n.act_id = :act_id)
ORDER BY n.appealed_at
LIMIT 100
