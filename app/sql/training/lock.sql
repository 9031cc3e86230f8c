-- Take the lock of the one trainer for this session; false when another has it.
-- returns: value
SELECT pg_try_advisory_lock(:key::bigint)
