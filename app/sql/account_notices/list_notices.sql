-- What moderators told a person, newest first; one of them where `act_id` is given.
-- returns: many
-- Leans on account_notices_user.
SELECT
    n.act_id AS id,
    m.act,
    m.reason,
    m.created_at,
    m.post_id,
    r.post_body,
    n.appeal,
    n.appealed_at,
    n.decision,
    n.answer
FROM account_notices AS n
INNER JOIN moderation_log AS m ON m.id = n.act_id
LEFT JOIN reports AS r ON r.id = m.report_id AND m.post_id IS NOT NULL
WHERE
    n.user_id = :user_id::bigint
    AND (:act_id::bigint IS NULL OR n.act_id = :act_id)
    AND n.act_id < :before_id
ORDER BY n.act_id DESC
LIMIT :page_size + 1
