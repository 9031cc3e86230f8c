-- People with the most followers, for somebody who is signed out.
-- returns: many
-- Leans on users_popular.
SELECT
    u.id AS user_id,
    NULL::text AS via_username,
    0::bigint AS via_count
FROM rules.visible_users(NULL) AS u
WHERE NOT u.is_private AND NOT EXISTS (SELECT 1 FROM limited_users AS l WHERE l.user_id = u.id)
ORDER BY u.followers_count DESC, u.id ASC
LIMIT :page_size
