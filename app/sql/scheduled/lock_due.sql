-- What has to be published now, locked until the transaction ends; nothing when it was, or another worker does.
-- returns: maybe
SELECT
    s.user_id,
    s.request
FROM scheduled_posts AS s
INNER JOIN users AS u ON u.id = s.user_id AND u.state = 'active'
WHERE s.id = :scheduled_id AND s.publish_at <= now() AND s.problem = ''
FOR UPDATE OF s SKIP LOCKED
