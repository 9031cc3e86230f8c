-- Gives a person another username.
-- returns: none
UPDATE users AS u
SET username = :username
WHERE u.id = :user_id
