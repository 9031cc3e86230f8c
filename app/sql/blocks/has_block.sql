-- Whether a person blocks another one.
-- returns: value
SELECT EXISTS(SELECT 1 FROM blocks AS b WHERE b.blocker_id = :blocker_id AND b.blocked_id = :blocked_id)
