-- The archive that a person brought in last.
-- returns: maybe
-- Leans on imports_user.
SELECT
    i.id,
    i.user_id,
    i.state,
    i.progress,
    i.storage_key,
    i.imported_count,
    i.skipped_count,
    i.created_at,
    i.finished_at
FROM imports AS i
WHERE i.user_id = :user_id
ORDER BY i.id DESC
LIMIT 1
