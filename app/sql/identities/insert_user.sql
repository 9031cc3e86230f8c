-- A new person without a password, whose address the other service has verified; nothing when something is taken.
-- returns: value
INSERT INTO users (username, email, email_canonical, email_verified_at, display_name, latin_name)
SELECT
    :username::text AS username,
    :email::text AS email,
    :email_canonical::text AS email_canonical,
    now() AS email_verified_at,
    :display_name::text AS display_name,
    :latin_name::text AS latin_name
WHERE
    NOT EXISTS (
        SELECT 1
        FROM old_usernames AS o
        WHERE o.username = :username AND o.released_at > now() - interval '30 days'
    )
ON CONFLICT DO NOTHING
RETURNING id
