-- The account that somebody of another service signs in to.
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
FROM identities AS i
INNER JOIN users AS u ON u.id = i.user_id
WHERE i.provider = :provider AND i.subject = :subject
