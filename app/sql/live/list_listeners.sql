-- Which of these listeners have these new posts in Following, with what the banner shows of the authors.
-- Of a repost, the original is named only to whoever may see it.
-- returns: many
-- Leans on home_feed_pkey, follows_pkey and posts_pkey.
WITH entry AS (
    SELECT h.post_id, h.user_id AS viewer_id
    FROM home_feed AS h
    WHERE h.user_id = ANY(:viewer_ids::bigint[]) AND h.post_id = ANY(:post_ids::bigint[])
    UNION
    -- The few large accounts are not fanned out: their posts are in Following by the follow itself.
    SELECT p.id AS post_id, f.follower_id AS viewer_id
    FROM follows AS f
    CROSS JOIN
        LATERAL (
            SELECT n.id, n.author_id, n.is_reply, n.reply_to_id
            FROM rules.following_posts(f.follower_id) AS n
            WHERE n.id = ANY(:post_ids) AND n.author_id = f.followee_id AND NOT n.is_fanned_out
        ) AS p
    LEFT JOIN LATERAL (
        SELECT n.author_id FROM rules.visible_posts(f.follower_id) AS n WHERE n.id = p.reply_to_id
    ) AS answered ON true
    WHERE
        f.follower_id = ANY(:viewer_ids)
        AND f.followee_id = ANY(:author_ids::bigint[])
        AND f.is_pulled
        AND (
            NOT p.is_reply
            OR answered.author_id IN (f.follower_id, p.author_id)
            OR EXISTS (
                SELECT 1 FROM follows AS g
                WHERE g.follower_id = f.follower_id AND g.followee_id = answered.author_id
            )
        )
)

SELECT
    p.id AS post_id,
    p.author_id,
    original.id AS repost_of_id,
    a.username,
    a.display_name,
    a.avatar_key,
    array_agg(e.viewer_id) AS viewer_ids
FROM entry AS e
CROSS JOIN
    LATERAL (
        SELECT n.id, n.author_id, n.repost_of_id FROM rules.following_posts(e.viewer_id) AS n WHERE n.id = e.post_id
    ) AS p
INNER JOIN users AS a ON a.id = p.author_id
LEFT JOIN LATERAL (
    SELECT n.id FROM rules.visible_posts(e.viewer_id) AS n WHERE n.id = p.repost_of_id
) AS original ON true
GROUP BY p.id, p.author_id, original.id, a.username, a.display_name, a.avatar_key
