-- Which of these sessions are over.
-- returns: many
-- Leans on sessions_pkey.
SELECT o.id
FROM unnest(:session_ids::bigint[]) AS o (id)
WHERE NOT EXISTS (
    SELECT 1
    FROM sessions AS s
    INNER JOIN users AS u ON u.id = s.user_id
    WHERE
        s.id = o.id
        AND u.state = 'active'
        AND s.created_at > now() - make_interval(days => :max_days)
)
