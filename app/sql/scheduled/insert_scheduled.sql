-- Keeps a post until its time, unless the person has too many waiting; gives its id, and asks the worker.
-- returns: value
WITH new_post AS (
    INSERT INTO scheduled_posts (user_id, request, publish_at)
    SELECT
        :user_id::bigint AS user_id,
        :request::jsonb AS request,
        :publish_at::timestamptz AS publish_at
    WHERE (SELECT count(*) FROM scheduled_posts AS s WHERE s.user_id = :user_id) < :most
    RETURNING id, publish_at
),

job AS (
    INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, execute_after, status)
    SELECT
        0 AS priority,
        'publish_scheduled' AS entrypoint,
        convert_to(n.id::text, 'UTF8') AS payload,
        'scheduled-' || n.id || '-' || extract(EPOCH FROM n.publish_at) AS dedupe_key,
        n.publish_at,
        'queued' AS status
    FROM new_post AS n
    ON CONFLICT DO NOTHING
)

SELECT n.id FROM new_post AS n
