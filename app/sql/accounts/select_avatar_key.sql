-- The storage key of a person's picture, locked until the transaction ends.
-- returns: value
SELECT u.avatar_key
FROM users AS u
WHERE u.id = :user_id
FOR NO KEY UPDATE
