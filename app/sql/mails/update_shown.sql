-- Notes that a mail was shown instead of sent.
-- returns: none
UPDATE mails AS m
SET shown_at = now()
WHERE m.id = :mail_id
