-- A person's secret and the last step that was used, locked until the transaction ends.
-- returns: maybe
SELECT f.sealed_secret, f.last_step, f.confirmed_at IS NOT NULL AS is_on
FROM second_factors AS f
WHERE f.user_id = :user_id
FOR NO KEY UPDATE
