-- A person's notification and the number at the bell.
-- returns: maybe
-- Leans on notifications_pkey and notifications_unread.
SELECT
    n.id,
    n.kind,
    (
        SELECT count(*)
        FROM (
            SELECT 1
            FROM notifications AS o
            WHERE o.user_id = n.user_id AND o.read_at IS NULL
            GROUP BY o.kind, CASE WHEN o.kind IN ('like', 'repost', 'follow') THEN coalesce(o.post_id, 0) ELSE o.id END
            LIMIT 100
        ) AS open_group
    ) AS unread_count
FROM notifications AS n
WHERE n.id = :notification_id AND n.user_id = :viewer_id
