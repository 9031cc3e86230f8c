-- Changes what waits, or when it is published; gives its id, and asks the worker anew.
-- returns: value
WITH changed AS (
    UPDATE scheduled_posts AS s
    SET request = :request::jsonb, publish_at = :publish_at::timestamptz, problem = ''
    WHERE s.id = :scheduled_id AND s.user_id = :user_id
    RETURNING s.id, s.publish_at
),

job AS (
    INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, execute_after, status)
    SELECT
        0 AS priority,
        'publish_scheduled' AS entrypoint,
        convert_to(c.id::text, 'UTF8') AS payload,
        'scheduled-' || c.id || '-' || extract(EPOCH FROM c.publish_at) AS dedupe_key,
        c.publish_at,
        'queued' AS status
    FROM changed AS c
    ON CONFLICT DO NOTHING
)

SELECT c.id FROM changed AS c
