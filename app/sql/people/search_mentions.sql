-- People to mention whose username or name begins so: followed ones first, then an exact username, then popular ones.
-- returns: many
-- Leans on follows_following, users_popular, users_username_prefix and users_display_name_prefix. Looks at a bounded
-- number of rows, however many people begin with one letter: the newest 2,000 of those who are followed, the 1,000
-- most popular people, and some of each beginning.
WITH matched AS (
    (
        SELECT u.id
        FROM (
            SELECT f.followee_id
            FROM follows AS f
            WHERE f.follower_id = :viewer_id::bigint
            ORDER BY f.id DESC
            LIMIT 2000
        ) AS followed
        INNER JOIN users AS u ON u.id = followed.followee_id
        WHERE
            rules.begins_with(u.username, lower(:prefix::text))
            OR rules.begins_with(lower(u.display_name), lower(:prefix))
    )
    UNION
    (
        SELECT popular.id
        FROM (
            SELECT u.id, u.username, u.display_name
            FROM users AS u
            WHERE u.state = 'active'
            ORDER BY u.followers_count DESC, u.id ASC
            LIMIT 1000
        ) AS popular
        WHERE
            rules.begins_with(popular.username, lower(:prefix))
            OR rules.begins_with(lower(popular.display_name), lower(:prefix))
    )
    UNION
    (SELECT u.id FROM users AS u WHERE rules.begins_with(u.username, lower(:prefix)) LIMIT 100)
    UNION
    (SELECT u.id FROM users AS u WHERE rules.begins_with(lower(u.display_name), lower(:prefix)) LIMIT 100)
    UNION
    (SELECT u.id FROM users AS u WHERE u.username = lower(:prefix))
)

SELECT u.id
FROM matched AS m
INNER JOIN rules.found_users(:viewer_id) AS u ON u.id = m.id
LEFT JOIN follows AS f ON f.follower_id = :viewer_id AND f.followee_id = u.id
WHERE u.id <> :viewer_id
ORDER BY f.id IS NULL ASC, u.username <> lower(:prefix) ASC, u.followers_count DESC, u.id DESC
LIMIT :page_size
