-- How many posts of For you and Following were seen and opened on each day (UTC) since a moment.
-- returns: many
-- Leans on tracking_hours_pkey.
SELECT
    date_trunc('day', h.hour, 'UTC') AS day,
    h.source,
    sum(h.views) AS views,
    sum(h.clicks) AS clicks
FROM tracking_hours AS h
WHERE h.hour >= :since
GROUP BY day, h.source
ORDER BY day, h.source
