-- Notes an upload whose files are stored; gives its id.
-- returns: value
INSERT INTO media (
    owner_id, kind, state, key, width, height, widths, is_animated, blur, duration_ms, progress, alt
)
VALUES (
    :owner_id, :kind, :state, :key, :width, :height, :widths, :is_animated, :blur, :duration_ms, :progress, :alt
)
RETURNING id
