-- No link of a person for a change of address works any more.
-- returns: none
DELETE FROM email_tokens AS t
WHERE t.user_id = :user_id AND t.purpose <> 'verify'
