-- Takes a follow request away: accepted, declined or taken back.
-- returns: none
DELETE FROM follow_requests AS q
WHERE q.requester_id = :requester_id AND q.target_id = :target_id
