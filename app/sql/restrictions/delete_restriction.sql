-- Ends a restriction, if there is one; what is held stays held until it is approved.
-- returns: none
DELETE FROM restrictions AS r
WHERE r.restrictor_id = :viewer_id AND r.restricted_id = :user_id
