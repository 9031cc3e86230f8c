-- How far a replica has replayed the primary's log, in bytes; null on a primary.
-- returns: value
SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint END
