-- What waits of a person, the next first.
-- returns: many
SELECT
    s.id,
    s.request,
    s.publish_at,
    s.problem
FROM scheduled_posts AS s
WHERE s.user_id = :user_id
ORDER BY s.publish_at, s.id
