-- Ends a block, if there is one.
-- returns: none
DELETE FROM blocks AS b
WHERE b.blocker_id = :blocker_id AND b.blocked_id = :blocked_id
