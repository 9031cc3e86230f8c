-- Ends all sessions of a person but one.
-- returns: none
DELETE FROM sessions AS s
WHERE s.user_id = :user_id AND s.id <> :kept_session_id
