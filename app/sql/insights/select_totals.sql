-- Calls and events since a moment, and the events of the last ten minutes and of the same ten minutes a day ago.
-- returns: one
-- Leans on tracking_minutes_pkey.
SELECT
    coalesce(sum(m.calls) FILTER (WHERE m.minute >= :since::timestamptz), 0) AS calls,
    coalesce(sum(m.events) FILTER (WHERE m.minute >= :since), 0) AS events,
    coalesce(sum(m.events) FILTER (WHERE m.minute > now() - interval '10 minutes'), 0) AS recent_events,
    coalesce(
        sum(m.events) FILTER (
            WHERE
            m.minute > now() - interval '1 day 10 minutes'
            AND m.minute <= now() - interval '1 day'
        ),
        0
    ) AS earlier_events
FROM tracking_minutes AS m
WHERE m.minute >= least(:since, now() - interval '1 day 10 minutes')
