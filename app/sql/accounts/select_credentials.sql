-- What signing in is checked against, by username or by address (the other one is NULL). A suspended person is told
-- so, but only for the right password.
-- returns: maybe
-- Leans on users_username_key and users_email_canonical_key.
SELECT
    c.id,
    c.username,
    c.email_canonical,
    c.password_hash,
    c.is_deleted,
    c.has_second_factor
FROM rules.credentials AS c
WHERE c.username = :username OR c.email_canonical = :email_canonical
