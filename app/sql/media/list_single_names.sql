-- The names of all pictures in the storage that are one file each: of people, above profiles, on link cards.
-- returns: many
SELECT u.avatar_key AS name
FROM users AS u
WHERE u.avatar_key IS NOT NULL
UNION ALL
SELECT u.banner_key AS name
FROM users AS u
WHERE u.banner_key IS NOT NULL
UNION ALL
SELECT c.image_key AS name
FROM link_cards AS c
WHERE c.image_key IS NOT NULL
