-- The latest trained models, the newest first.
-- returns: many
-- Leans on recommender_models_newest.
SELECT
    m.version,
    m.created_at,
    m.trained_seconds,
    m.people,
    m.posts,
    m.events,
    m.is_current
FROM recommender_models AS m
ORDER BY m.created_at DESC
LIMIT :page_size
