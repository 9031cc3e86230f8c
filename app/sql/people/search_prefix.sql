-- People whose username or name begins with some letters: exact, then followed, then popular.
-- returns: many
-- Leans on users_username_prefix and users_display_name_prefix through rules.begins_with.
WITH matched AS (
    SELECT u.id
    FROM users AS u
    WHERE rules.begins_with(u.username, lower(:prefix::text))
    UNION
    SELECT u.id
    FROM users AS u
    WHERE rules.begins_with(lower(u.display_name), lower(:prefix))
),

ranked AS (
    SELECT
        u.id AS user_id,
        CASE WHEN u.username = lower(:prefix) THEN 1::bigint << 41 ELSE 0 END
        + CASE
            WHEN coalesce((
                SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id::bigint AND f.followee_id = u.id
                LIMIT 1
            ), false) THEN 1::bigint << 40
            ELSE 0
        END
        + u.followers_count AS rank
    FROM matched AS m
    INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = m.id
    WHERE
        NOT EXISTS (SELECT 1 FROM limited_users AS l WHERE l.user_id = u.id)
        OR u.id = :viewer_id
        OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id)
)

SELECT
    r.rank,
    r.user_id
FROM ranked AS r
WHERE (r.rank, r.user_id) < (:before_rank::bigint, :before_id::bigint)
ORDER BY r.rank DESC, r.user_id DESC
LIMIT :page_size + 1
