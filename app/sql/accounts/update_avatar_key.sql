-- Another picture for a person, or none.
-- returns: none
UPDATE users AS u
SET avatar_key = :avatar_key
WHERE u.id = :user_id
