-- Which of these names lead to somebody whom the viewer may see.
-- returns: many
-- Leans on users_username_key.
SELECT
    u.id,
    u.username
FROM rules.visible_users(:viewer_id::bigint) AS u
WHERE u.username = ANY(:usernames::text[])
