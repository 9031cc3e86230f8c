-- Accounts: what a sign-in is decided by.

-- Every way to sign in reads the same of an account; which accounts it takes is up to the query.
CREATE VIEW rules.credentials AS
SELECT
    u.id,
    u.username,
    u.email_canonical,
    u.password_hash,
    u.state,
    u.state = 'deleted' AS is_deleted,
    EXISTS(
        SELECT 1 FROM second_factors AS f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL
    ) AS has_second_factor
FROM users AS u;
