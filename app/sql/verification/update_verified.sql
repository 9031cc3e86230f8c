-- The person's address is verified, if it is still this one.
-- returns: none
UPDATE users AS u
SET email_verified_at = coalesce(u.email_verified_at, now())
WHERE u.id = :user_id AND u.email_canonical = :email_canonical
