-- Shows an account to strangers again.
-- returns: none
DELETE FROM limited_users AS l
WHERE l.user_id = :user_id
