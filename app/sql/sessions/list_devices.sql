-- The live sessions of a person, the one used last first.
-- returns: many
-- Leans on sessions_user.
SELECT s.id, s.kind, s.user_agent, s.address, s.created_at, s.last_used_at
FROM sessions AS s
WHERE
    s.user_id = :user_id
    AND s.last_used_at > now() - make_interval(days => :idle_days)
    AND s.created_at > now() - make_interval(days => :max_days)
ORDER BY s.last_used_at DESC, s.id DESC
LIMIT 200
