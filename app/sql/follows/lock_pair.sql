-- Locks two people in the one order that all writers use, before anything else of them is touched.
-- returns: many
SELECT u.id
FROM users AS u
WHERE u.id IN (:one_id::bigint, :other_id::bigint)
ORDER BY u.id
FOR NO KEY UPDATE
