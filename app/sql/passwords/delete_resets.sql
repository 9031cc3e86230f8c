-- No link for a new password of a person works any more.
-- returns: none
DELETE FROM password_resets AS r
WHERE r.user_id = :user_id
