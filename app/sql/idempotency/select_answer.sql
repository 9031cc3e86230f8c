-- The first answer to a request with this key.
-- returns: maybe
SELECT
    k.request_hash,
    k.status::integer AS status,
    k.answer
FROM idempotency_keys AS k
WHERE k.user_id = :user_id AND k.route = :route AND k.key = :key
