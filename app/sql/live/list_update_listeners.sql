-- The text of these edited posts, and who of the listeners is to see it: subscribers (pairs stand at the same place of
-- both lists) and those who have the post in Following, as far as they may see it.
-- returns: many
-- Leans on posts_pkey and home_feed_pkey.
WITH listener AS (
    SELECT s.post_id, s.viewer_id
    FROM unnest(:subscribed_post_ids::bigint[], :subscriber_ids::bigint[]) AS s (post_id, viewer_id)
    UNION
    SELECT h.post_id, h.user_id AS viewer_id
    FROM home_feed AS h
    WHERE h.user_id = ANY(:viewer_ids::bigint[]) AND h.post_id = ANY(:post_ids::bigint[])
    UNION
    SELECT p.id AS post_id, f.follower_id AS viewer_id
    FROM follows AS f
    CROSS JOIN
        LATERAL (
            SELECT n.id
            FROM rules.visible_posts(f.follower_id) AS n
            WHERE n.id = ANY(:post_ids) AND n.author_id = f.followee_id
        ) AS p
    WHERE f.follower_id = ANY(:viewer_ids) AND f.followee_id = ANY(:author_ids::bigint[]) AND f.is_pulled
)

SELECT
    p.id AS post_id,
    p.body_html,
    p.edited_at,
    array_agg(l.viewer_id) AS viewer_ids
FROM listener AS l
CROSS JOIN
    LATERAL (
        SELECT n.id, n.body_html, n.edited_at FROM rules.visible_posts(l.viewer_id) AS n WHERE n.id = l.post_id
    ) AS p
GROUP BY p.id, p.body_html, p.edited_at
