-- A new person; nothing when the username or the address is taken, or the name is kept for whom had it lately.
-- returns: value
INSERT INTO users (username, email, email_canonical, password_hash, display_name, latin_name)
SELECT
    :username::text AS username,
    :email::text AS email,
    :email_canonical::text AS email_canonical,
    :password_hash::text AS password_hash,
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
