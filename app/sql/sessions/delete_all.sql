-- Ends all sessions of a person.
-- returns: none
DELETE FROM sessions AS s
WHERE s.user_id = :user_id
