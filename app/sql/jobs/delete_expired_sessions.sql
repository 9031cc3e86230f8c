-- Removes sessions that nobody can use any more.
-- returns: none
DELETE FROM sessions AS s
WHERE
    s.last_used_at <= now() - make_interval(days => :idle_days)
    OR s.created_at <= now() - make_interval(days => :max_days)
