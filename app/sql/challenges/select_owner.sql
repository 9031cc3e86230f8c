-- Whose half-done sign-in this is, as long as it can be gone on with.
-- returns: value
SELECT c.user_id
FROM sign_in_challenges AS c
WHERE
    c.token_hash = :token_hash
    AND c.purpose = :purpose
    AND c.attempts < :max_attempts
    AND c.created_at > now() - make_interval(mins => :max_minutes)
