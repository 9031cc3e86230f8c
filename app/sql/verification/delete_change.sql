-- Takes the wish for another address back.
-- returns: none
DELETE FROM email_changes AS c
WHERE c.user_id = :user_id
