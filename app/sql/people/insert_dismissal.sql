-- The viewer does not want somebody suggested again; twice is harmless.
-- returns: none
INSERT INTO dismissed_suggestions (user_id, dismissed_id)
VALUES (:viewer_id, :user_id)
ON CONFLICT DO NOTHING
