-- Calls and events since a moment, in steps of time; steps without any are left out.
-- returns: many
-- Leans on tracking_minutes_pkey.
SELECT
    date_bin(make_interval(secs => :step_seconds), m.minute, :since::timestamptz) AS starts_at,
    sum(m.calls) AS calls,
    sum(m.events) AS events
FROM tracking_minutes AS m
WHERE m.minute >= :since
GROUP BY starts_at
ORDER BY starts_at
