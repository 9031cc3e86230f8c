-- Stores a batch of events of one person: each event id once, aggregated per post, counted for the insights.
-- Tells whether the person is tracked at all, how many events are new, and the places (from 1) of those that
-- are about something unknown or not visible.
-- returns: one
-- Leans on interactions_pkey of this week and the last, and on the primary keys of posts and users. Rows are written
-- in the order of their keys: two batches of one person that come at once wait for each other instead of locking up.
WITH sent AS (
    SELECT
        i.event_id,
        i.kind,
        i.entry_id,
        i.subject_id,
        i.dwell_ms,
        i.source,
        i.ranking,
        i.place
    FROM unnest(
        :event_ids::uuid[],
        :kinds::text[],
        :entry_ids::bigint[],
        :subject_ids::bigint[],
        :dwell_times::integer[],
        :sources::text[],
        :rankings::text[]
    ) WITH ORDINALITY AS i (event_id, kind, entry_id, subject_id, dwell_ms, source, ranking, place)
),

-- A repost means its original.
target AS (
    SELECT
        e.id AS entry_id,
        t.id AS post_id
    FROM rules.visible_posts(:viewer_id::bigint) AS e
    INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
    WHERE e.id = ANY(:entry_ids)
),

subject AS (
    SELECT u.id
    FROM rules.visible_users(:viewer_id) AS u
    WHERE u.id = ANY(:subject_ids)
),

known AS (
    SELECT
        s.event_id,
        s.kind,
        t.post_id,
        u.id AS subject_id,
        s.dwell_ms,
        s.source,
        s.ranking,
        s.place
    FROM sent AS s
    LEFT JOIN target AS t ON t.entry_id = s.entry_id
    LEFT JOIN subject AS u ON u.id = s.subject_id
    WHERE t.post_id IS NOT NULL OR u.id IS NOT NULL
),

once AS (
    SELECT DISTINCT ON (k.event_id)
        k.event_id,
        k.kind,
        k.post_id,
        k.subject_id,
        k.dwell_ms,
        k.source,
        k.ranking
    FROM known AS k
    WHERE rules.is_tracked(:viewer_id)
    ORDER BY k.event_id, k.place
),

stored AS (
    INSERT INTO interactions AS i (user_id, event_id, week, kind, post_id, subject_id, dwell_ms, source)
    SELECT
        :viewer_id AS viewer_id,
        o.event_id,
        rules.week_of(now()) AS week,
        o.kind,
        o.post_id,
        o.subject_id,
        o.dwell_ms,
        o.source
    FROM once AS o
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM interactions AS before
            WHERE
                before.user_id = :viewer_id
                AND before.event_id = o.event_id
                AND before.week = rules.week_of(now()) - 7
        )
    ORDER BY o.event_id
    ON CONFLICT DO NOTHING
    RETURNING i.event_id, i.kind, i.post_id, i.dwell_ms
),

seen AS (
    INSERT INTO seen_posts AS p (user_id, post_id, seen_at, views, clicks, dwell_ms)
    SELECT
        :viewer_id AS viewer_id,
        s.post_id,
        CASE WHEN bool_or(s.kind = 'view') THEN now() END AS seen_at,
        count(*) FILTER (WHERE s.kind = 'view') AS views,
        count(*) FILTER (WHERE s.kind = 'click') AS clicks,
        coalesce(sum(s.dwell_ms) FILTER (WHERE s.kind = 'view'), 0) AS dwell_ms
    FROM stored AS s
    WHERE s.kind IN ('view', 'click')
    GROUP BY s.post_id
    ORDER BY s.post_id
    ON CONFLICT (user_id, post_id) DO UPDATE SET
        seen_at = coalesce(excluded.seen_at, p.seen_at),
        views = p.views + excluded.views,
        clicks = p.clicks + excluded.clicks,
        dwell_ms = p.dwell_ms + excluded.dwell_ms
),

hidden AS (
    INSERT INTO hidden_posts (user_id, post_id)
    SELECT DISTINCT
        :viewer_id::bigint AS viewer_id,
        s.post_id
    FROM stored AS s
    WHERE s.kind = 'hide'
    ORDER BY s.post_id
    ON CONFLICT DO NOTHING
),

counted AS (
    INSERT INTO tracking_minutes AS m (minute, slot, calls, events)
    SELECT
        date_trunc('minute', now()) AS this_minute,
        pg_backend_pid() % 4 AS slot,
        1 AS calls,
        (SELECT count(*) FROM stored) AS events
    WHERE rules.is_tracked(:viewer_id)
    ON CONFLICT (minute, slot) DO UPDATE SET
        calls = m.calls + 1,
        events = m.events + excluded.events
),

opened AS (
    INSERT INTO tracking_hours AS h (hour, source, ranking, slot, views, clicks)
    SELECT
        date_trunc('hour', now()) AS this_hour,
        o.source,
        o.ranking,
        pg_backend_pid() % 4 AS slot,
        count(*) FILTER (WHERE o.kind = 'view') AS views,
        count(*) FILTER (WHERE o.kind = 'click') AS clicks
    FROM stored AS s
    INNER JOIN once AS o ON o.event_id = s.event_id
    WHERE o.source IN ('for_you', 'following') AND o.kind IN ('view', 'click')
    GROUP BY o.source, o.ranking
    ORDER BY o.source, o.ranking
    ON CONFLICT (hour, source, ranking, slot) DO UPDATE SET
        views = h.views + excluded.views,
        clicks = h.clicks + excluded.clicks
)

SELECT
    rules.is_tracked(:viewer_id) AS is_tracked,
    (SELECT count(*) FROM stored) AS stored_count,
    ARRAY(
        SELECT s.place
        FROM sent AS s
        WHERE NOT EXISTS (SELECT 1 FROM known AS k WHERE k.place = s.place)
        ORDER BY s.place
    ) AS unknown_places
