-- Erases an account, with all that hangs on it.
-- returns: none
DELETE FROM users AS u
WHERE u.id = :user_id AND u.state = 'deleted'
