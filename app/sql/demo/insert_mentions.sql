-- Notes whom one demo post mentions.
-- returns: none
INSERT INTO mentions (post_id, user_id)
SELECT :post_id::bigint, u.id FROM users AS u
WHERE u.username = ANY(:usernames::text[])
ON CONFLICT DO NOTHING
