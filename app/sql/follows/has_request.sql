-- Whether somebody has asked to follow.
-- returns: value
SELECT EXISTS(
    SELECT 1 FROM follow_requests AS q WHERE q.requester_id = :requester_id AND q.target_id = :target_id
)
