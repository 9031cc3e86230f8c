-- The newest copy of a person's data.
-- returns: maybe
-- Leans on exports_user.
SELECT e.id, e.user_id, e.state, e.progress, e.storage_key, e.size_bytes, e.created_at, e.finished_at
FROM exports AS e
WHERE e.user_id = :user_id
ORDER BY e.id DESC
LIMIT 1
