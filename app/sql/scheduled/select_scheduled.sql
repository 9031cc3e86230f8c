-- One thing that waits of a person.
-- returns: maybe
SELECT
    s.id,
    s.request,
    s.publish_at,
    s.problem
FROM scheduled_posts AS s
WHERE s.id = :scheduled_id AND s.user_id = :user_id
