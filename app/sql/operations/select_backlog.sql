-- What waits to be done, and how long it has waited, in one look; counts stop at a number.
-- returns: one
-- Leans on outbox_pkey, pgqueuer_ep_ea_idx, pgqueuer_log_status, mails_waiting and recommender_models_current.
SELECT
    (SELECT count(*) FROM (SELECT o.id FROM outbox AS o LIMIT :most::integer) AS waiting)::integer AS outbox_rows,
    coalesce((SELECT extract(EPOCH FROM now() - o.created_at) FROM outbox AS o ORDER BY o.id LIMIT 1), 0)::float8
        AS outbox_age_seconds,
    j.waiting AS jobs_waiting,
    (
        SELECT count(*)
        FROM (SELECT p.id FROM jobs.pgqueuer AS p WHERE p.status = 'picked' LIMIT :most) AS picked
    )::integer AS jobs_running,
    j.age_seconds AS jobs_age_seconds,
    (
        SELECT count(*)
        FROM (
            SELECT l.id
            FROM jobs.pgqueuer_log AS l
            WHERE l.status IN ('exception', 'failed') AND l.created > now() - interval '1 hour'
            LIMIT :most
        ) AS failed
    )::integer AS jobs_failed,
    coalesce(
        (
            SELECT greatest(extract(EPOCH FROM now() - min(s.next_run)), 0)
            FROM jobs.pgqueuer_schedules AS s
            WHERE s.status = 'queued'
        ),
        0
    )::float8 AS schedule_lag_seconds,
    m.waiting AS mails_waiting,
    m.failing AS mails_failing,
    m.age_seconds AS mails_age_seconds,
    (
        SELECT count(*)
        FROM (SELECT v.id FROM jobs.pgqueuer AS v WHERE v.entrypoint = 'encode_video' LIMIT :most) AS encoding
    )::integer AS videos_waiting,
    r.version AS model_version,
    extract(EPOCH FROM now() - r.created_at)::float8 AS model_age_seconds,
    r.trained_seconds AS model_trained_seconds,
    EXISTS(
        SELECT true
        FROM pg_locks AS k
        INNER JOIN pg_database AS d ON k.database = d.oid
        WHERE
            k.locktype = 'advisory'
            AND d.datname = current_database()
            AND k.classid = 0
            AND k.objid = :trainer_lock::bigint::oid
            AND k.granted
    ) AS is_training
FROM (
    SELECT
        count(*)::integer AS waiting,
        coalesce(extract(EPOCH FROM now() - min(due.execute_after)), 0)::float8 AS age_seconds
    FROM (
        SELECT q.execute_after
        FROM jobs.pgqueuer AS q
        WHERE q.status = 'queued' AND q.execute_after <= now()
        LIMIT :most
    ) AS due
) AS j
CROSS JOIN (
    SELECT
        count(*)::integer AS waiting,
        (count(*) FILTER (WHERE unsent.attempts > 1))::integer AS failing,
        coalesce(extract(EPOCH FROM now() - min(unsent.created_at)), 0)::float8 AS age_seconds
    FROM (
        SELECT
            w.attempts,
            w.created_at
        FROM mails AS w
        WHERE w.shown_at IS NULL
        LIMIT :most
    ) AS unsent
) AS m
LEFT JOIN recommender_models AS r ON r.is_current
