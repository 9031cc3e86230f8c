-- The names of all profile pictures in the storage.
-- returns: many
SELECT u.avatar_key AS name
FROM users AS u
WHERE u.avatar_key IS NOT NULL
