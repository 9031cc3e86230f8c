-- Notes that a session is in use, and from where; not more often than every ten minutes.
-- returns: none
UPDATE sessions AS s
SET last_used_at = now(), address = :address
WHERE s.id = :session_id AND s.last_used_at < now() - interval '10 minutes'
