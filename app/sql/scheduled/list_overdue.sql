-- What should have been published, as after a worker was away.
-- returns: many
SELECT s.id
FROM scheduled_posts AS s
INNER JOIN users AS u ON u.id = s.user_id AND u.state = 'active'
WHERE s.publish_at <= now() AND s.problem = ''
ORDER BY s.publish_at, s.id
LIMIT 500
