-- Gives a deleted account back.
-- returns: none
UPDATE users AS u
SET state = 'active', deletion_requested_at = NULL
WHERE u.id = :user_id AND u.state = 'deleted'
