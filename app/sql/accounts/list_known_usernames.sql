-- Those of some usernames that belong to people whom the viewer may see.
-- returns: many
SELECT u.username
FROM rules.visible_users(:viewer_id::bigint) AS u
WHERE u.username = ANY(:usernames::text[])
