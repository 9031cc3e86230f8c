-- A new password hash, unless it was changed meanwhile.
-- returns: none
UPDATE users AS u
SET password_hash = :password_hash
WHERE u.id = :user_id AND u.password_hash = :old_password_hash
