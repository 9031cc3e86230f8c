-- What a person may do beyond everybody's rights.
-- returns: none
UPDATE users AS u
SET role = :role
WHERE u.username = :username
