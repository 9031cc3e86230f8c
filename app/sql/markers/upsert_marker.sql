-- Notes where the viewer is in Following.
-- returns: one
INSERT INTO reading_markers AS m (user_id, entry_id)
VALUES (:viewer_id, :entry_id)
ON CONFLICT (user_id) DO UPDATE SET entry_id = excluded.entry_id, read_at = now()
RETURNING m.entry_id, m.read_at
