-- Tells the browser of a session nothing more.
-- returns: none
DELETE FROM push_subscriptions AS s
WHERE s.session_id = :session_id
