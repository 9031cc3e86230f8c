-- How far the write-ahead log had come when a session last wrote: a read replica serves it once it has come that far.
ALTER TABLE sessions ADD COLUMN written_lsn pg_lsn;
