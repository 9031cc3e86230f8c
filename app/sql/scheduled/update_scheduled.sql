-- Changes what waits, or when it is published; gives its id, and asks the worker anew.
-- returns: value
WITH changed AS (
    UPDATE scheduled_posts AS s
    SET request = :request::jsonb, publish_at = :publish_at::timestamptz, problem = ''
    WHERE s.id = :scheduled_id AND s.user_id = :user_id
    RETURNING s.id, s.publish_at
)

-- Joined, because a function in a part that nobody reads is never called.
SELECT c.id
FROM changed AS c
CROSS JOIN
    LATERAL rules.enqueue_for(
        'publish_scheduled', c.id, 'scheduled-' || c.id || '-' || extract(EPOCH FROM c.publish_at), c.publish_at
    )
