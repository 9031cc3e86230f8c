-- What signing in is checked against, by username or by address (the other one is NULL). A suspended person is told
-- so, but only for the right password.
-- returns: maybe
-- Leans on users_username_key and users_email_canonical_key.
SELECT
    u.id,
    u.username,
    u.email_canonical,
    u.password_hash,
    u.state = 'deleted' AS is_deleted,
    EXISTS(
        SELECT 1 FROM second_factors AS f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL
    ) AS has_second_factor
FROM users AS u
WHERE u.username = :username OR u.email_canonical = :email_canonical
