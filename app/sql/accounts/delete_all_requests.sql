-- Nobody asks any more to follow a person.
-- returns: none
DELETE FROM follow_requests AS r
WHERE r.target_id = :user_id
