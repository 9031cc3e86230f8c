-- Why the last attempt failed.
-- returns: none
UPDATE mails AS m
SET last_error = :last_error
WHERE m.id = :mail_id
