-- How far a copy is.
-- returns: none
UPDATE exports AS e
SET
    state = :state,
    progress = :progress,
    storage_key = :storage_key,
    size_bytes = :size_bytes,
    finished_at = CASE WHEN :state IN ('ready', 'failed') THEN now() END
WHERE e.id = :export_id
