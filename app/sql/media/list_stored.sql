-- Uploads in the order of their ids, with what their files are called after.
-- returns: many
SELECT
    m.id,
    m.kind,
    m.key,
    m.widths,
    m.is_animated
FROM media AS m
WHERE m.id > :after_id
ORDER BY m.id
LIMIT :page_size
