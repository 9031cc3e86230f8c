-- Gives up copies whose worker died.
-- returns: none
UPDATE exports AS e
SET state = 'failed', finished_at = now()
WHERE e.state IN ('queued', 'running') AND e.created_at < now() - make_interval(hours => :max_hours)
