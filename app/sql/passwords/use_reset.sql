-- Uses a link up: sets the password, and takes the address as verified, because the link arrived there.
-- returns: value
WITH used AS (
    DELETE FROM password_resets AS r
    WHERE r.token_hash = :token_hash AND r.created_at > now() - make_interval(mins => :max_minutes)
    RETURNING r.user_id, r.email_canonical
)

UPDATE users AS u
SET password_hash = :password_hash, email_verified_at = coalesce(u.email_verified_at, now())
FROM used
WHERE u.id = used.user_id AND u.email_canonical = used.email_canonical AND u.state <> 'suspended'
RETURNING u.id
