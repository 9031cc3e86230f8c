-- A secret to be confirmed by a first code; nothing when the person has a confirmed one.
-- returns: none
INSERT INTO second_factors (user_id, sealed_secret)
VALUES (:user_id, :sealed_secret)
ON CONFLICT (user_id) DO UPDATE SET
    sealed_secret = excluded.sealed_secret,
    created_at = now()
WHERE second_factors.confirmed_at IS NULL
