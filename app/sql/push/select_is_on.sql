-- Whether the browser of a session is told of notifications.
-- returns: value
SELECT EXISTS(SELECT 1 FROM push_subscriptions AS s WHERE s.session_id = :session_id) AS is_on
