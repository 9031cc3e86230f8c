-- Hides an account, to be erased later; says until when it can be had back.
-- returns: value
UPDATE users AS u
SET state = 'deleted', deletion_requested_at = now()
WHERE u.id = :user_id AND u.state = 'active'
RETURNING u.deletion_requested_at + make_interval(days => :grace_days) AS erase_at
