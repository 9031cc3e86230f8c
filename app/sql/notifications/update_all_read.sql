-- Close every open group of the viewer.
-- returns: none
-- Leans on notifications_unread.
WITH open_rows AS (
    SELECT n.id, max(n.id) OVER (PARTITION BY n.kind, n.group_key) AS newest_id
    FROM notifications AS n
    WHERE n.user_id = :viewer_id::bigint AND n.read_at IS NULL
)

UPDATE notifications AS n
SET read_at = now(), closed_group_id = o.newest_id
FROM open_rows AS o
WHERE n.id = o.id AND n.closed_group_id = 0
