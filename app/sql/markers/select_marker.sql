-- Where the viewer was in Following.
-- returns: maybe
SELECT
    m.entry_id,
    m.read_at
FROM reading_markers AS m
WHERE m.user_id = :viewer_id
