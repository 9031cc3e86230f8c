-- Forgets every event of a person.
-- returns: none
-- Leans on interactions_pkey of each week.
DELETE FROM interactions AS i
WHERE i.user_id = :user_id
