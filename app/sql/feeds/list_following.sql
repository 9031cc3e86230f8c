-- The newest entries of Following: what was fanned out to the viewer, and what the few large accounts wrote
-- that are read where they are.
-- returns: many
-- Leans on home_feed_pkey (backwards), follows_pulled and posts_pulled; cost does not grow with the follows.
-- Subqueries with LIMIT, not EXISTS: the planner may turn that into a scan of all posts or all follows.
WITH fanned AS (
    SELECT
        p.id,
        p.repost_of_id
    FROM home_feed AS h
    INNER JOIN rules.following_posts(:viewer_id::bigint) AS p ON p.id = h.post_id
    WHERE
        h.user_id = :viewer_id
        AND h.post_id < :before_id::bigint
        AND h.post_id > :after_id::bigint
    ORDER BY h.post_id DESC
    LIMIT :page_size + 1
),

pulled AS (
    SELECT
        recent.id,
        recent.repost_of_id
    FROM follows AS f
    CROSS JOIN
        LATERAL (
            SELECT
                p.id,
                p.repost_of_id
            FROM rules.following_posts(:viewer_id) AS p
            LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
            WHERE
                p.author_id = f.followee_id
                AND NOT p.is_fanned_out
                AND p.id < :before_id
                AND p.id > :after_id
                AND (
                    NOT p.is_reply
                    OR answered.author_id IN (:viewer_id, p.author_id)
                    OR coalesce((
                        SELECT true
                        FROM follows AS g
                        WHERE g.follower_id = :viewer_id AND g.followee_id = answered.author_id
                        LIMIT 1
                    ), false)
                )
            ORDER BY p.id DESC
            LIMIT :page_size + 1
        ) AS recent
    WHERE f.follower_id = :viewer_id AND f.is_pulled
)

SELECT
    entry.id,
    entry.repost_of_id
FROM (
    SELECT
        fanned.id,
        fanned.repost_of_id
    FROM fanned
    UNION ALL
    SELECT
        pulled.id,
        pulled.repost_of_id
    FROM pulled
) AS entry
ORDER BY entry.id DESC
LIMIT :page_size + 1
