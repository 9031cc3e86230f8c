-- A person's own settings.
-- returns: maybe
SELECT
    u.id,
    u.username,
    u.email,
    u.display_name,
    u.bio,
    u.link,
    u.avatar_key,
    u.banner_key,
    u.banner_alt,
    u.is_private,
    u.is_out_of_for_you,
    u.theme,
    u.email_verified_at IS NOT NULL AS is_email_verified
FROM users AS u
WHERE u.id = :user_id
