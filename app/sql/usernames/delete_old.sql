-- A name that is somebody's again leads nowhere else.
-- returns: none
DELETE FROM old_usernames AS o
WHERE o.username = :username
