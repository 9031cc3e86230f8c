-- Forgets links, challenges and wishes that have stopped working.
-- returns: none
WITH resets AS (
    DELETE FROM password_resets AS r
    WHERE r.created_at < now() - interval '1 day'
),

changes AS (
    DELETE FROM email_changes AS c
    WHERE c.created_at < now() - interval '7 days'
),

tokens AS (
    DELETE FROM email_tokens AS t
    WHERE t.created_at < now() - interval '7 days'
),

sign_ins AS (
    DELETE FROM sign_in_challenges AS c
    WHERE c.created_at < now() - interval '1 day'
),

secrets AS (
    DELETE FROM second_factors AS f
    WHERE f.confirmed_at IS NULL AND f.created_at < now() - interval '1 day'
)

DELETE FROM passkey_challenges AS c
WHERE c.created_at < now() - interval '1 day'
