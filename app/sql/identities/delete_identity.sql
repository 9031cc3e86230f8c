-- Disconnects an account elsewhere, unless there is no other way left to sign in.
-- returns: none
DELETE FROM identities AS i
USING users AS u
WHERE
    i.user_id = :user_id
    AND i.provider = :provider
    AND u.id = i.user_id
    AND (
        u.password_hash IS NOT NULL
        OR EXISTS (SELECT 1 FROM passkeys AS p WHERE p.user_id = u.id)
        OR EXISTS (SELECT 1 FROM identities AS o WHERE o.user_id = u.id AND o.provider <> i.provider)
    )
