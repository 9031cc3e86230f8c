-- Closes what a demo person was told of more than some minutes ago, as reading it then would have.
-- returns: none
WITH old_groups AS (
    SELECT n.kind, n.group_key, max(n.id) AS newest_id
    FROM notifications AS n
    WHERE
        n.user_id = :user_id::bigint
        AND n.read_at IS NULL
        AND n.id < id_at(now() - make_interval(mins => :minutes_ago::integer))
    GROUP BY n.kind, n.group_key
)

UPDATE notifications AS n
SET read_at = now() - make_interval(mins => :minutes_ago), closed_group_id = o.newest_id
FROM old_groups AS o
WHERE
    n.user_id = :user_id
    AND n.read_at IS NULL
    AND n.kind = o.kind
    AND n.group_key = o.group_key
    AND n.id <= o.newest_id
