-- Whom a link for a new password is sent to.
-- returns: maybe
-- Leans on users_email_canonical_key.
SELECT u.id, u.username, u.email_canonical
FROM users AS u
WHERE u.email_canonical = :email_canonical AND u.state <> 'suspended'
