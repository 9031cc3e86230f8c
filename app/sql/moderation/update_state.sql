-- Suspends an account, or ends its suspension; a trigger ends the sessions. Deleted accounts stay deleted.
-- returns: none
UPDATE users AS u
SET state = :state::text
WHERE u.id = :user_id AND u.state IN ('active', 'suspended') AND u.state <> :state
