-- Ends a follow, if there is one.
-- returns: none
DELETE FROM follows AS f
WHERE f.follower_id = :follower_id AND f.followee_id = :followee_id
