-- How far an archive is; where it is done, its file is forgotten.
-- returns: none
UPDATE imports AS i
SET
    state = :state,
    progress = :progress,
    imported_count = :imported_count,
    skipped_count = :skipped_count,
    storage_key = CASE WHEN :state IN ('ready', 'failed') THEN NULL ELSE i.storage_key END,
    finished_at = CASE WHEN :state IN ('ready', 'failed') THEN now() END
WHERE i.id = :import_id
