-- Some uploads of a person, to remove their files.
-- returns: many
-- Leans on media_owner.
SELECT m.id, m.kind, m.key, m.widths, m.is_animated
FROM media AS m
WHERE m.owner_id = :user_id
ORDER BY m.id
LIMIT :page_size
