-- Everybody who asked to follow a person follows, the oldest request first.
-- returns: none
INSERT INTO follows (follower_id, followee_id)
SELECT r.requester_id, r.target_id
FROM follow_requests AS r
WHERE r.target_id = :user_id
ORDER BY r.id
ON CONFLICT DO NOTHING
