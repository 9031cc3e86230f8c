-- One person whose digest is due; no other worker takes the same.
-- returns: maybe
-- Leans on notification_digests_due.
SELECT
    d.user_id,
    d.frequency,
    d.told_until_id,
    u.username,
    u.display_name,
    u.email,
    (u.state = 'active' AND u.email_verified_at IS NOT NULL) AS can_be_mailed,
    array(
        SELECT p.kind FROM notification_preferences AS p
        WHERE p.user_id = d.user_id AND p.delivery = 'email'
        ORDER BY p.kind
    ) AS kinds
FROM notification_digests AS d
INNER JOIN users AS u ON u.id = d.user_id
WHERE d.frequency <> 'off' AND d.next_at <= now()
ORDER BY d.next_at
LIMIT 1
FOR UPDATE OF d SKIP LOCKED
