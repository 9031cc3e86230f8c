-- Whom a person follows, is followed by, blocks and mutes.
-- returns: many
WITH people AS (
    SELECT
        'following' AS kind,
        f.followee_id AS user_id
    FROM follows AS f
    WHERE f.follower_id = :user_id
    UNION ALL
    SELECT
        'followers' AS kind,
        f.follower_id AS user_id
    FROM follows AS f
    WHERE f.followee_id = :user_id
    UNION ALL
    SELECT
        'blocked' AS kind,
        b.blocked_id AS user_id
    FROM blocks AS b
    WHERE b.blocker_id = :user_id
    UNION ALL
    SELECT
        'muted' AS kind,
        m.muted_id AS user_id
    FROM mutes AS m
    WHERE m.muter_id = :user_id
)

SELECT p.kind, u.username
FROM people AS p
INNER JOIN users AS u ON u.id = p.user_id AND u.state = 'active'
ORDER BY p.kind, u.username
