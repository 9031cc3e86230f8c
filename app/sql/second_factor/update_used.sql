-- A code of this step was used; the first one confirms the secret.
-- returns: none
UPDATE second_factors AS f
SET last_step = :step, confirmed_at = coalesce(f.confirmed_at, now())
WHERE f.user_id = :user_id
