-- Groups of the viewer's notifications, newest first by their newest row, below an id.
-- returns: many
-- Leans on notifications_newest and notifications_group. Looks at a window of rows below `before_id`, however
-- large the groups in it are. The rule that makes paging right: a row leads its group, and is listed, when no newer
-- row of the group may be shown, within the window or above it. So each group appears once, on the page where its
-- newest row stands. `is_window_full` and `window_end_id` tell where to go on when the window held less than a page.
-- actors_count counts up to 1,000; unread_count is the number at the bell, the same in each row.
WITH scanned AS MATERIALIZED (
    SELECT
        coalesce(min(raw.id), 0) AS window_end_id,
        count(*) = :window_size::bigint AS is_window_full,
        rules.count_unread_groups(:viewer_id::bigint) AS unread_count
    FROM (
        SELECT n.id
        FROM notifications AS n
        WHERE
            n.user_id = :viewer_id::bigint
            AND n.id < :before_id::bigint
            AND n.kind = ANY(:kinds::text[])
        ORDER BY n.id DESC
        LIMIT :window_size
    ) AS raw
),

newest_of_window AS (
    SELECT DISTINCT ON (n.kind, n.group_key, n.closed_group_id)
        n.id,
        n.kind,
        n.post_id,
        n.group_key,
        n.closed_group_id
    FROM rules.shown_notifications(:viewer_id) AS n
    WHERE
        n.id < :before_id
        AND n.id >= (SELECT s.window_end_id FROM scanned AS s)
        AND n.kind = ANY(:kinds)
    ORDER BY n.kind ASC, n.group_key ASC, n.closed_group_id ASC, n.id DESC
),

leaders AS (
    SELECT w.id, w.kind, w.post_id, w.group_key, w.closed_group_id
    FROM newest_of_window AS w
    LEFT JOIN LATERAL (
        SELECT newer.id
        FROM rules.shown_notifications(:viewer_id) AS newer
        WHERE
            newer.kind = w.kind
            AND newer.group_key = w.group_key
            AND newer.closed_group_id = w.closed_group_id
            AND newer.id >= :before_id
        LIMIT 1
    ) AS newer ON true
    WHERE newer.id IS NULL
    ORDER BY w.id DESC
    LIMIT :row_limit
)

SELECT
    s.window_end_id,
    s.is_window_full,
    s.unread_count,
    l.id,
    l.kind,
    l.post_id,
    actors.actor_ids,
    actors.actors_count,
    l.closed_group_id <> 0 AS is_read,
    to_timestamp(((l.id >> 22) + 1767225600000) / 1000.0) AS created_at
FROM scanned AS s
LEFT JOIN leaders AS l ON true
LEFT JOIN LATERAL (
    SELECT
        (array_agg(g.actor_id ORDER BY g.id DESC))[1:3] AS actor_ids,
        count(*) AS actors_count
    FROM (
        SELECT n.id, n.actor_id
        FROM rules.shown_notifications(:viewer_id) AS n
        WHERE n.kind = l.kind AND n.group_key = l.group_key AND n.closed_group_id = l.closed_group_id
        ORDER BY n.id DESC
        LIMIT 1000
    ) AS g
) AS actors ON true
ORDER BY l.id DESC
