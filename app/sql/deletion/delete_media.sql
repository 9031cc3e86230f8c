-- Forgets uploads of a person whose files are gone.
-- returns: none
DELETE FROM media AS m
WHERE m.owner_id = :user_id AND m.id = ANY(:media_ids::bigint[])
