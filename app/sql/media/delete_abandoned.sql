-- Forgets uploads whose files are gone; one that was posted meanwhile stays.
-- returns: none
DELETE FROM media AS m
WHERE m.id = ANY(:media_ids::bigint[])
