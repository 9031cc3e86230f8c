-- What the password of a signed-in person is checked against.
-- returns: maybe
SELECT u.id, u.username, u.email_canonical, u.password_hash
FROM users AS u
WHERE u.id = :user_id AND u.state = 'active'
