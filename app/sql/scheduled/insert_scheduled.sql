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
)

-- Joined, because a function in a part that nobody reads is never called.
SELECT n.id
FROM new_post AS n
CROSS JOIN
    LATERAL rules.enqueue_for(
        'publish_scheduled', n.id, 'scheduled-' || n.id || '-' || extract(EPOCH FROM n.publish_at), n.publish_at
    )
