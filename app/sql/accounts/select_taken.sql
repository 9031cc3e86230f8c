-- Whether somebody has, or lately had, this username, and whether somebody has this address.
-- returns: one
SELECT
    EXISTS (SELECT 1 FROM users AS u WHERE u.username = :username)
    OR EXISTS (
        SELECT 1
        FROM old_usernames AS o
        WHERE o.username = :username AND o.released_at > now() - interval '30 days'
    ) AS is_username_taken,
    EXISTS(SELECT 1 FROM users AS u WHERE u.email_canonical = :email_canonical) AS is_email_taken
