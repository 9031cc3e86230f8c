-- Gives up archives whose worker died.
-- returns: none
UPDATE imports AS i
SET state = 'failed', finished_at = now()
WHERE i.state IN ('queued', 'running') AND i.created_at < now() - make_interval(hours => :max_hours)
