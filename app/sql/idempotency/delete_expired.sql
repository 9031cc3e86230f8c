-- Forgets answers older than a day, some at a time.
-- returns: none
-- Leans on idempotency_keys_age.
DELETE FROM idempotency_keys AS k
WHERE (k.user_id, k.route, k.key) IN (
    SELECT
        o.user_id,
        o.route,
        o.key
    FROM idempotency_keys AS o
    WHERE o.created_at < now() - interval '24 hours'
    ORDER BY o.created_at
    LIMIT 1000
)
