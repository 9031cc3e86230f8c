-- Forgets what was worked out for a person to read.
-- returns: none
DELETE FROM user_recommendations AS r
WHERE r.user_id = :user_id
