-- Takes the oldest waiting events; those of a transaction that rolls back wait on. Others' batches are skipped.
-- returns: many
DELETE FROM outbox AS o
WHERE
    o.id IN (
        SELECT w.id
        FROM outbox AS w
        WHERE w.created_at <= now() - make_interval(secs => :min_age_seconds::float8)
        ORDER BY w.id
        LIMIT :batch_size
        FOR UPDATE SKIP LOCKED
    )
RETURNING o.id, o.type, o.data::text
