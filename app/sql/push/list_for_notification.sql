-- The browsers of the person whom a notification is for.
-- returns: many
SELECT
    s.user_id,
    s.endpoint,
    s.p256dh,
    s.auth
FROM notifications AS n
INNER JOIN push_subscriptions AS s ON s.user_id = n.user_id
WHERE n.id = :notification_id
ORDER BY s.session_id
