-- How many posts were seen in For you since a moment, by how it was ranked.
-- returns: many
-- Leans on tracking_hours_pkey.
SELECT
    h.ranking,
    sum(h.views) AS views
FROM tracking_hours AS h
WHERE h.hour >= :since AND h.source = 'for_you' AND h.ranking <> ''
GROUP BY h.ranking
HAVING sum(h.views) > 0
ORDER BY views DESC
