-- Connects an account elsewhere; nothing when either side is connected already, or the address here is not verified.
-- returns: none
INSERT INTO identities (provider, subject, user_id, email)
SELECT
    :provider::text AS provider,
    :subject::text AS subject,
    u.id,
    :email::text AS email
FROM users AS u
WHERE u.id = :user_id AND u.email_verified_at IS NOT NULL
ON CONFLICT DO NOTHING
