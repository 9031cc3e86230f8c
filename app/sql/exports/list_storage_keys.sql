-- The files of all copies and archives in the storage.
-- returns: many
SELECT e.storage_key AS name
FROM exports AS e
WHERE e.storage_key IS NOT NULL
UNION ALL
SELECT i.storage_key AS name
FROM imports AS i
WHERE i.storage_key IS NOT NULL
