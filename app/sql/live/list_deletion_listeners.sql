-- Which listeners to tell that these posts are gone: subscribers (pairs of both lists) and those
-- who had the post in Following, as far as they may read its author. `post_ids` and `author_ids` are pairs too.
-- returns: many
-- Leans on home_feed_pkey and follows_pkey.
WITH gone AS (
    SELECT g.post_id, g.author_id
    FROM unnest(:post_ids::bigint[], :author_ids::bigint[]) AS g (post_id, author_id)
),

listener AS (
    SELECT s.post_id, s.viewer_id
    FROM unnest(:subscribed_post_ids::bigint[], :subscriber_ids::bigint[]) AS s (post_id, viewer_id)
    UNION
    SELECT h.post_id, h.user_id AS viewer_id
    FROM home_feed AS h
    WHERE h.user_id = ANY(:viewer_ids::bigint[]) AND h.post_id = ANY(:post_ids)
    UNION
    SELECT g.post_id, f.follower_id AS viewer_id
    FROM gone AS g
    INNER JOIN follows AS f ON f.followee_id = g.author_id
    WHERE f.follower_id = ANY(:viewer_ids) AND f.is_pulled
)

SELECT g.post_id, array_agg(l.viewer_id) AS viewer_ids
FROM gone AS g
INNER JOIN listener AS l ON l.post_id = g.post_id
WHERE rules.can_read_author(l.viewer_id, g.author_id)
GROUP BY g.post_id
