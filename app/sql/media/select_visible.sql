-- An upload that the viewer may see.
-- returns: maybe
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
FROM rules.visible_media(:viewer_id) AS m
WHERE m.id = :media_id
