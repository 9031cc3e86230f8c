-- Takes a key for a request: true when it was free or older than a day, else no row. Waits for a request that holds
-- the key in a transaction not yet ended.
-- returns: value
INSERT INTO idempotency_keys AS k (user_id, route, key, request_hash)
VALUES (:user_id, :route, :key, :request_hash)
ON CONFLICT (user_id, route, key) DO UPDATE
    SET request_hash = excluded.request_hash, status = NULL, answer = NULL, created_at = excluded.created_at
    WHERE k.created_at < now() - interval '24 hours'
RETURNING true AS is_claimed
