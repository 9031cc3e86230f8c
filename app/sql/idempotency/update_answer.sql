-- Keeps the answer to the request that holds the key.
-- returns: none
UPDATE idempotency_keys AS k
SET status = :status::smallint, answer = :answer
WHERE k.user_id = :user_id AND k.route = :route AND k.key = :key
