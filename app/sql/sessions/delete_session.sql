-- Ends one session of a person.
-- returns: none
DELETE FROM sessions AS s
WHERE s.id = :session_id AND s.user_id = :user_id
