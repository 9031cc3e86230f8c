-- Those of the uploads that wait for a post of the person, in no order.
-- returns: many
-- Leans on the primary key.
SELECT
    m.id,
    m.post_id,
    m.kind,
    m.state,
    m.key,
    m.width,
    m.height,
    m.widths,
    m.is_animated,
    m.blur,
    m.duration_ms,
    m.progress,
    m.alt
FROM media AS m
WHERE m.id = ANY(:media_ids::bigint[]) AND m.owner_id = :owner_id AND m.post_id IS NULL
