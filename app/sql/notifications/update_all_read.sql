-- Close every open group of the viewer.
-- returns: none
-- Leans on notifications_unread.
WITH open_groups AS (
    SELECT n.kind, n.group_key, max(n.id) AS newest_id
    FROM notifications AS n
    WHERE n.user_id = :viewer_id::bigint AND n.read_at IS NULL
    GROUP BY n.kind, n.group_key
)

UPDATE notifications AS n
SET read_at = now(), closed_group_id = o.newest_id
FROM open_groups AS o
WHERE
    n.user_id = :viewer_id
    AND n.read_at IS NULL
    AND n.kind = o.kind
    AND n.group_key = o.group_key
