-- Groups of the viewer's notifications, newest first by their newest row, below an id, with what a line says of them.
-- returns: many
-- Leans on notifications_newest and notifications_group. The rule that makes paging right: a row leads its group, and
-- is listed, when no newer row of the group may be shown. So each group appears once, on the page where its newest row
-- stands. Walks through the groups of a window of rows, in the order of the newest row that each has in the window,
-- whether it may be shown or not, and asks once for each group who may be shown, until there are enough: the planner
-- keeps the order of `met`, so that LIMIT ends the walk. A group whose newest row may not be shown stands further down,
-- maybe below the place where the walk ended; it is left to the next look, which goes on at `window_end_id`.
-- `is_window_full`: there may be more below. actors_count counts up to 1,000; unread_count is the number at the bell,
-- the same in each row, where :with_unread asks for it.
WITH scanned AS MATERIALIZED (
    SELECT
        n.id,
        n.kind,
        n.group_key,
        n.closed_group_id
    FROM notifications AS n
    WHERE
        n.user_id = :viewer_id::bigint
        AND n.id < :before_id::bigint
        AND n.kind = ANY(:kinds::text[])
    ORDER BY n.id DESC
    LIMIT :window_size
),

walked AS MATERIALIZED (
    SELECT
        met.kind,
        met.closed_group_id,
        met.newest_id,
        shown.id,
        shown.post_id,
        shown.actor_ids,
        shown.actors_count
    FROM (
        SELECT
            s.kind,
            s.group_key,
            s.closed_group_id,
            max(s.id) AS newest_id
        FROM scanned AS s
        GROUP BY s.kind, s.group_key, s.closed_group_id
        ORDER BY newest_id DESC
    ) AS met
    CROSS JOIN
        LATERAL (
            SELECT
                max(g.id) AS id,
                max(g.post_id) AS post_id,
                (array_agg(g.actor_id ORDER BY g.id DESC))[1:3] AS actor_ids,
                count(*) AS actors_count
            FROM (
                SELECT n.id, n.post_id, n.actor_id
                FROM rules.shown_notifications(:viewer_id) AS n
                WHERE n.kind = met.kind AND n.group_key = met.group_key AND n.closed_group_id = met.closed_group_id
                ORDER BY n.id DESC
                LIMIT 1000
            ) AS g
            HAVING count(*) > 0
        ) AS shown
    WHERE
        NOT (
            coalesce((
                SELECT true
                FROM notifications AS n
                WHERE
                    n.user_id = :viewer_id
                    AND n.kind = met.kind
                    AND n.group_key = met.group_key
                    AND n.closed_group_id = met.closed_group_id
                    AND n.id >= :before_id
                LIMIT 1
            ), false)
            AND rules.is_led_from(:viewer_id, met.kind, met.group_key, met.closed_group_id, :before_id)
        )
    ORDER BY met.newest_id DESC
    LIMIT :row_limit
),

looked AS MATERIALIZED (
    SELECT
        CASE
            WHEN count(*) = :row_limit THEN min(w.newest_id)
            ELSE coalesce((SELECT min(s.id) FROM scanned AS s), 0)
        END AS window_end_id,
        count(*) = :row_limit OR (SELECT count(*) FROM scanned) = :window_size AS is_window_full,
        CASE WHEN :with_unread::boolean THEN rules.count_unread_groups(:viewer_id) ELSE 0 END AS unread_count
    FROM walked AS w
)

SELECT
    looked.window_end_id,
    looked.is_window_full,
    looked.unread_count,
    w.id IS NOT NULL AS has_group,
    w.id,
    w.kind,
    w.closed_group_id <> 0 AS is_read,
    to_timestamp(((w.id >> 22) + 1767225600000) / 1000.0) AS created_at,
    w.actors_count,
    w.actor_ids[1] AS actor_id,
    w.actor_ids[2] AS second_actor_id,
    w.actor_ids[3] AS third_actor_id,
    actor.username AS actor_username,
    actor.display_name AS actor_display_name,
    actor.avatar_key AS actor_avatar_key,
    second.username AS second_username,
    second.display_name AS second_display_name,
    w.post_id,
    author.username AS post_username,
    p.body AS post_body,
    p.is_reply AS post_is_reply
FROM looked
LEFT JOIN walked AS w ON w.id >= looked.window_end_id
LEFT JOIN users AS actor ON actor.id = w.actor_ids[1]
LEFT JOIN users AS second ON second.id = w.actor_ids[2] AND w.actors_count = 2
LEFT JOIN posts AS p ON p.id = w.post_id
LEFT JOIN users AS author ON author.id = p.author_id
ORDER BY w.id DESC
