-- A video that waits to be encoded.
-- returns: maybe
SELECT
    m.id,
    m.kind,
    m.key,
    m.widths,
    m.is_animated
FROM media AS m
WHERE m.id = :media_id AND m.state = 'processing'
