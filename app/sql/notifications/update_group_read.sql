-- Close the open group that this notification of the viewer belongs to; nothing where it is closed already.
-- returns: none
-- Leans on notifications_group.
WITH named AS (
    SELECT n.kind, n.group_key
    FROM notifications AS n
    WHERE n.id = :notification_id::bigint AND n.user_id = :viewer_id::bigint AND n.closed_group_id = 0
),

open_rows AS (
    SELECT g.id, max(g.id) OVER () AS newest_id
    FROM named
    INNER JOIN notifications AS g
        ON g.user_id = :viewer_id
            AND g.kind = named.kind
            AND g.group_key = named.group_key
            AND g.closed_group_id = 0
)

UPDATE notifications AS n
SET read_at = now(), closed_group_id = o.newest_id
FROM open_rows AS o
WHERE n.id = o.id AND n.closed_group_id = 0
