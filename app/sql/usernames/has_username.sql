-- Whether a username is somebody else's, or kept for somebody else who had it until lately.
-- returns: value
SELECT
    EXISTS (SELECT 1 FROM users AS u WHERE u.username = :username AND u.id <> :user_id)
    OR EXISTS (
        SELECT 1
        FROM old_usernames AS o
        WHERE
            o.username = :username
            AND o.user_id <> :user_id
            AND o.released_at > now() - interval '30 days'
    )
