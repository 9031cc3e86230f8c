-- Gives a person another address, which is verified; nothing when somebody else has it by now.
-- returns: none
UPDATE users AS u
SET email = :email, email_canonical = :email_canonical, email_verified_at = now()
WHERE
    u.id = :user_id
    AND NOT EXISTS (SELECT 1 FROM users AS o WHERE o.email_canonical = :email_canonical AND o.id <> :user_id)
