-- A person has no second factor any more.
-- returns: none
DELETE FROM second_factors AS f
WHERE f.user_id = :user_id
