-- What the password of a signed-in person is checked against.
-- returns: maybe
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
WHERE u.id = :user_id AND u.state = 'active'
