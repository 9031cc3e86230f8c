-- Whether a person has a second factor, is setting one up, and how many recovery codes are left.
-- returns: one
SELECT
    u.username,
    u.email_canonical,
    f.confirmed_at IS NOT NULL AS is_on,
    f.sealed_secret,
    (SELECT count(*) FROM recovery_codes AS r WHERE r.user_id = u.id)::integer AS codes_left
FROM users AS u
LEFT JOIN second_factors AS f ON f.user_id = u.id
WHERE u.id = :user_id
