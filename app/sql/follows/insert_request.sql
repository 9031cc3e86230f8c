-- Asks a private account for leave to follow.
-- returns: none
INSERT INTO follow_requests (requester_id, target_id)
VALUES (:requester_id, :target_id)
ON CONFLICT DO NOTHING
