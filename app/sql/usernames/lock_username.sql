-- A person's username, locked until the transaction ends.
-- returns: value
SELECT u.username
FROM users AS u
WHERE u.id = :user_id AND u.state = 'active'
FOR NO KEY UPDATE
