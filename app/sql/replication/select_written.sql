-- How far the primary has written its log, in bytes; null on a replica.
-- returns: value
SELECT CASE WHEN NOT pg_is_in_recovery() THEN (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint END
