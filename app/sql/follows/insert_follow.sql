-- The viewer follows somebody; triggers do the counters, the home feed and the notification.
-- returns: none
INSERT INTO follows (follower_id, followee_id)
VALUES (:follower_id, :followee_id)
ON CONFLICT DO NOTHING
