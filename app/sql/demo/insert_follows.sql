-- Lets one demo person follow several others.
-- returns: none
INSERT INTO follows (follower_id, followee_id)
SELECT :follower_id::bigint, f.id FROM unnest(:followee_ids::bigint[]) AS f (id)
ON CONFLICT DO NOTHING
