-- The trained models, the one in use first, then the newest first.
-- returns: many
SELECT
    m.version,
    m.created_at,
    m.trained_seconds,
    m.people,
    m.posts,
    m.events,
    m.trained_until,
    m.checksum,
    m.is_current
FROM recommender_models AS m
ORDER BY m.is_current DESC, m.created_at DESC
