-- Forgets what was still to be mailed to an address.
-- returns: none
DELETE FROM mails AS m
WHERE m.recipient = :email_canonical
