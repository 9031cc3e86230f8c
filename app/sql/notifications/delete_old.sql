-- Removes some of the notifications that are older than these days.
-- returns: none
-- Leans on notifications_pkey: ids are ordered by time.
DELETE FROM notifications AS n
WHERE n.id IN (
    SELECT o.id
    FROM notifications AS o
    WHERE o.id < id_at(now() - make_interval(days => :days))
    ORDER BY o.id
    LIMIT :batch_size
)
