-- Hides a reply from its conversation; twice changes nothing.
-- returns: none
INSERT INTO hidden_replies (post_id, hidden_by_id)
VALUES (:post_id, :viewer_id)
ON CONFLICT DO NOTHING
