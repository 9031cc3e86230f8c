-- Close the open group that this notification of the viewer belongs to; nothing where it is closed already.
-- returns: none
-- Leans on notifications_group.
WITH named AS (
    SELECT
        n.kind,
        n.group_key,
        (
            SELECT max(g.id)
            FROM notifications AS g
            WHERE
                g.user_id = n.user_id
                AND g.kind = n.kind
                AND g.group_key = n.group_key
                AND g.closed_group_id = 0
        ) AS newest_id
    FROM notifications AS n
    WHERE n.id = :notification_id::bigint AND n.user_id = :viewer_id::bigint AND n.closed_group_id = 0
)

UPDATE notifications AS n
SET read_at = now(), closed_group_id = named.newest_id
FROM named
WHERE
    n.user_id = :viewer_id
    AND n.kind = named.kind
    AND n.group_key = named.group_key
    AND n.closed_group_id = 0
