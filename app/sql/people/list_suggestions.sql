-- People to follow: followed by those whom the viewer followed last, or liking what the viewer liked last; then
-- popular ones. Without a `via_username`, `via_count` is how many likes they share.
-- returns: many
-- Leans on follows_following (the last 50 of the last 50), likes_user, likes_post (the last 50 of the last 20) and
-- users_popular: cost does not grow with the follows.
WITH near AS (
    SELECT
        second.followee_id AS user_id,
        count(*) AS via_count,
        min(first.followee_id) AS via_id
    FROM (
        SELECT f.followee_id
        FROM follows AS f
        WHERE f.follower_id = :viewer_id::bigint
        ORDER BY f.id DESC
        LIMIT 50
    ) AS first
    INNER JOIN rules.visible_users(:viewer_id) AS via ON via.id = first.followee_id AND NOT via.is_private
    CROSS JOIN
        LATERAL (
            SELECT g.followee_id
            FROM follows AS g
            WHERE g.follower_id = first.followee_id
            ORDER BY g.id DESC
            LIMIT 50
        ) AS second
    GROUP BY second.followee_id
    ORDER BY via_count DESC
    LIMIT 300
),

alike AS (
    SELECT
        other.user_id,
        count(*) AS shared_count
    FROM (
        SELECT l.post_id
        FROM likes AS l
        WHERE l.user_id = :viewer_id
        ORDER BY l.id DESC
        LIMIT 20
    ) AS mine
    CROSS JOIN
        LATERAL (
            SELECT l.user_id
            FROM likes AS l
            WHERE l.post_id = mine.post_id
            ORDER BY l.id DESC
            LIMIT 50
        ) AS other
    WHERE other.user_id <> :viewer_id
    GROUP BY other.user_id
    -- One like in common says nothing.
    HAVING count(*) >= 2
    ORDER BY shared_count DESC
    LIMIT 50
),

popular AS (
    SELECT u.id AS user_id
    FROM rules.visible_users(:viewer_id) AS u
    WHERE
        NOT u.is_private
        AND u.id <> :viewer_id
        AND NOT EXISTS (
            SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id
        )
        AND NOT EXISTS (
            SELECT 1 FROM dismissed_suggestions AS d WHERE d.user_id = :viewer_id AND d.dismissed_id = u.id
        )
    ORDER BY u.followers_count DESC, u.id ASC
    LIMIT :page_size * 2
),

candidates AS (
    SELECT
        n.user_id,
        n.via_count,
        n.via_id,
        n.via_count::double precision AS weight
    FROM near AS n
    UNION ALL
    SELECT
        a.user_id,
        a.shared_count AS via_count,
        NULL AS via_id,
        a.shared_count::double precision / 2 AS weight
    FROM alike AS a
    WHERE a.user_id NOT IN (SELECT n.user_id FROM near AS n)
    UNION ALL
    SELECT
        p.user_id,
        0 AS via_count,
        NULL AS via_id,
        0 AS weight
    FROM popular AS p
    WHERE
        p.user_id NOT IN (SELECT n.user_id FROM near AS n)
        AND p.user_id NOT IN (SELECT a.user_id FROM alike AS a)
)

SELECT
    c.user_id,
    via.username AS via_username,
    c.via_count
FROM candidates AS c
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = c.user_id AND NOT u.is_private
LEFT JOIN users AS via ON via.id = c.via_id
WHERE
    u.id <> :viewer_id
    AND NOT EXISTS (
        SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id
    )
    AND NOT EXISTS (
        SELECT 1 FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = u.id
    )
    AND NOT EXISTS (
        SELECT 1
        FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND m.muted_id = u.id AND (m.ends_at IS NULL OR m.ends_at > now())
    )
    AND NOT EXISTS (
        SELECT 1 FROM dismissed_suggestions AS d WHERE d.user_id = :viewer_id AND d.dismissed_id = u.id
    )
    AND NOT EXISTS (SELECT 1 FROM limited_users AS l WHERE l.user_id = u.id)
ORDER BY c.weight DESC, u.followers_count DESC, u.id ASC
LIMIT :page_size
