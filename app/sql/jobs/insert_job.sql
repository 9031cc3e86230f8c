-- Work for a worker, which hears of it at commit.
-- returns: none
INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, status)
VALUES (0, :entrypoint, :payload, 'queued')
