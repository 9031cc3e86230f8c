-- Notes that a video can be played, or never will.
-- returns: none
UPDATE media AS m
SET
    state = :state,
    progress = CASE WHEN :state::text = 'ready' THEN 100 ELSE m.progress END,
    width = coalesce(:width::integer, m.width),
    height = coalesce(:height::integer, m.height),
    duration_ms = coalesce(:duration_ms::integer, m.duration_ms)
WHERE m.id = :media_id
