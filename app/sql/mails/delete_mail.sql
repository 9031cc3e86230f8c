-- Forgets a mail that was sent, or that no server will ever take.
-- returns: none
DELETE FROM mails AS m
WHERE m.id = :mail_id
