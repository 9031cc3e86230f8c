-- Work for the worker, which hears of it at commit.

-- Puts a job into the queue, unless one of the same `dedupe_key` waits there.
CREATE FUNCTION rules.enqueue(
    entrypoint text, payload bytea, dedupe_key text DEFAULT NULL, execute_after timestamptz DEFAULT now()
) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, execute_after, status)
    VALUES (0, entrypoint, payload, dedupe_key, execute_after, 'queued')
    ON CONFLICT DO NOTHING
$$;

-- The same for a row: its id is what the job gets.
CREATE FUNCTION rules.enqueue_for(
    entrypoint text, row_id bigint, dedupe_key text, execute_after timestamptz DEFAULT now()
) RETURNS void
LANGUAGE sql VOLATILE
AS $$ SELECT rules.enqueue(entrypoint, convert_to(row_id::text, 'UTF8'), dedupe_key, execute_after) $$;
