-- Whose archive is to be brought in, and where it is.
-- returns: maybe
SELECT u.id, u.is_private, i.storage_key
FROM imports AS i
INNER JOIN users AS u ON u.id = i.user_id
WHERE i.id = :import_id AND i.state IN ('queued', 'running') AND u.state = 'active'
