-- Copies that are to be thrown away: old ones, and all but the newest of each person.
-- returns: many
SELECT e.id, e.storage_key
FROM exports AS e
WHERE
    e.state = 'ready'
    AND e.storage_key IS NOT NULL
    AND (
        e.finished_at < now() - make_interval(days => :max_days)
        OR EXISTS (SELECT 1 FROM exports AS n WHERE n.user_id = e.user_id AND n.id > e.id AND n.state = 'ready')
    )
ORDER BY e.id
LIMIT 100
