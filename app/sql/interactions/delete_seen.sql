-- Forgets which posts a person has seen.
-- returns: none
-- Leans on seen_posts_pkey.
DELETE FROM seen_posts AS s
WHERE s.user_id = :user_id
