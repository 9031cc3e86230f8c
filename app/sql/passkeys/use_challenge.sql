-- Uses a challenge up: it has to be for this person's new passkey, or (NULL) for signing in.
-- returns: none
DELETE FROM passkey_challenges AS c
WHERE
    c.challenge_hash = :challenge_hash
    AND c.user_id IS NOT DISTINCT FROM :user_id
    AND c.created_at > now() - make_interval(mins => :max_minutes)
