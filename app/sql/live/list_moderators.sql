-- Who of these listeners is told of reports, and how many are open (100 is as far as it counts).
-- returns: many
-- Leans on users_pkey and reports_open.
SELECT
    u.id,
    (SELECT count(*) FROM (SELECT 1 FROM reports AS r WHERE r.closed_at IS NULL LIMIT 100) AS counted) AS open_count
FROM users AS u
WHERE u.id = ANY(:viewer_ids::bigint[]) AND u.role IN ('moderator', 'operator') AND u.state = 'active'
