-- Gives up on videos that have waited for an hour: their job is lost.
-- returns: none
UPDATE media AS m
SET state = 'failed'
WHERE m.state = 'processing' AND m.created_at < now() - interval '1 hour'
