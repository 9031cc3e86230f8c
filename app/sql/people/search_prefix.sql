-- People whose username or name begins with some letters: exact, then followed, then popular.
-- returns: many
-- Leans on users_username_prefix and users_display_name_prefix through rules.begins_with, on users_popular and on
-- follows_following. A letter or two fit half of all people, so no more than these are ranked: the first 300 by
-- each name, which is everybody where the beginning is longer, those among the 1,000 most followed, and those
-- among the 2,000 whom the viewer followed last.
WITH popular AS (
    SELECT
        u.id,
        u.username,
        u.display_name
    FROM users AS u
    WHERE u.state = 'active'
    ORDER BY u.followers_count DESC, u.id ASC
    LIMIT 1000
),

followed AS (
    SELECT f.followee_id
    FROM follows AS f
    WHERE f.follower_id = :viewer_id::bigint
    ORDER BY f.id DESC
    LIMIT 2000
),

matched AS (
    (
        SELECT u.id
        FROM users AS u
        WHERE rules.begins_with(u.username, lower(:prefix::text))
        ORDER BY u.username USING ~<~ -- noqa: PRS
        LIMIT 300
    )
    UNION
    (
        SELECT u.id
        FROM users AS u
        WHERE rules.begins_with(lower(u.display_name), lower(:prefix))
        ORDER BY lower(u.display_name) USING ~<~ -- noqa: PRS
        LIMIT 300
    )
    UNION
    SELECT p.id
    FROM popular AS p
    WHERE
        rules.begins_with(p.username, lower(:prefix)) OR rules.begins_with(lower(p.display_name), lower(:prefix))
    UNION
    SELECT u.id
    FROM followed AS f
    CROSS JOIN LATERAL (SELECT w.id, w.username, w.display_name FROM users AS w WHERE w.id = f.followee_id LIMIT 1) AS u
    WHERE
        rules.begins_with(u.username, lower(:prefix)) OR rules.begins_with(lower(u.display_name), lower(:prefix))
),

ranked AS MATERIALIZED (
    SELECT
        u.id AS user_id,
        CASE WHEN u.username = lower(:prefix) THEN 1::bigint << 41 ELSE 0 END
        + CASE
            WHEN coalesce((
                SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id
                LIMIT 1
            ), false) THEN 1::bigint << 40
            ELSE 0
        END
        + u.followers_count AS rank
    -- LIMIT keeps it a look-up by key: the planner might read all people for a join.
    FROM matched AS m
    INNER JOIN LATERAL (
        SELECT
            v.id,
            v.username,
            v.followers_count
        FROM rules.found_users(:viewer_id) AS v
        WHERE v.id = m.id
        LIMIT 1
    ) AS u ON true
)

SELECT
    r.rank,
    r.user_id
FROM ranked AS r
WHERE (r.rank, r.user_id) < (:before_rank::bigint, :before_id::bigint)
ORDER BY r.rank DESC, r.user_id DESC
LIMIT :page_size + 1
