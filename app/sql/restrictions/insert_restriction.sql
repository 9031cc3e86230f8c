-- The viewer restricts somebody: a trigger holds what that person answers from now on.
-- returns: none
INSERT INTO restrictions (restrictor_id, restricted_id)
VALUES (:viewer_id, :user_id)
ON CONFLICT DO NOTHING
