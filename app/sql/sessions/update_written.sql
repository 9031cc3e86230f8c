-- Notes, after a commit of this session, how far the log has come. It need not outlive a crash, so nothing is flushed.
-- returns: none
UPDATE sessions AS s
SET written_lsn = pg_current_wal_insert_lsn()
WHERE s.id = :session_id AND set_config('synchronous_commit', 'off', true) IS NOT NULL
