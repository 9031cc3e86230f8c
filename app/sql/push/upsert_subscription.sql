-- Notes where the browser of a session is reached.
-- returns: none
INSERT INTO push_subscriptions AS s (session_id, user_id, endpoint, p256dh, auth)
VALUES (:session_id, :user_id, :endpoint, :p256dh, :auth)
ON CONFLICT (session_id) DO UPDATE
    SET endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth
