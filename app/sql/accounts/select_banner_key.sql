-- The storage key of the picture above a person's profile, locked until the transaction ends.
-- returns: value
SELECT u.banner_key
FROM users AS u
WHERE u.id = :user_id
FOR NO KEY UPDATE
