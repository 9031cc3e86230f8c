-- The latest offline scores of these names, the newest first.
-- returns: many
-- Leans on recommender_scores_name.
SELECT
    s.model_version,
    s.name,
    s.value,
    s.measured_at
FROM recommender_scores AS s
WHERE s.name = ANY(:names::text[])
ORDER BY s.measured_at DESC
LIMIT :page_size
