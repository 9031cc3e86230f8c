-- Removes the answers to requests that may no longer be repeated.
-- returns: none
-- Leans on idempotency_keys_age.
DELETE FROM idempotency_keys AS k
WHERE k.created_at < now() - interval '24 hours'
