-- Whether an account is active or in the days before it is erased.
-- returns: value
SELECT u.state
FROM users AS u
WHERE u.id = :user_id
