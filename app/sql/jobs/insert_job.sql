-- Work for a worker, which hears of it at commit.
-- returns: none
SELECT rules.enqueue(:entrypoint, :payload)
