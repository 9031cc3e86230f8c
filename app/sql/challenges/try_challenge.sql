-- Counts an attempt at a half-done sign-in, and locks it.
-- returns: maybe
UPDATE sign_in_challenges AS c
SET attempts = c.attempts + 1
WHERE
    c.token_hash = :token_hash
    AND c.purpose = :purpose
    AND c.attempts < :max_attempts
    AND c.created_at > now() - make_interval(mins => :max_minutes)
RETURNING c.user_id, c.password_hash
