-- Gives a post its poll, and asks the worker to close it at its end.
-- returns: none
WITH new_poll AS (
    INSERT INTO polls (post_id, options, option_counts, is_multiple, ends_at)
    VALUES (
        :post_id,
        :options::text[],
        array_fill(0, ARRAY[cardinality(:options::text[])]),
        :is_multiple,
        now() + make_interval(mins => :duration_minutes)
    )
    RETURNING post_id, ends_at
)

INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, execute_after, status)
SELECT
    0 AS priority,
    'close_poll' AS entrypoint,
    convert_to(n.post_id::text, 'UTF8') AS payload,
    'poll-' || n.post_id AS dedupe_key,
    n.ends_at,
    'queued' AS status
FROM new_poll AS n
