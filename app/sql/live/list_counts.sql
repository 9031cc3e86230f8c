-- The counters of these posts, and which of their subscribers may see them.
-- Pairs stand at the same place of both lists.
-- returns: many
-- Leans on posts_pkey.
SELECT
    p.id AS post_id,
    p.likes_count,
    p.comments_count,
    p.reposts_count,
    p.quotes_count,
    p.shares_count,
    array_agg(s.viewer_id) AS viewer_ids
FROM unnest(:post_ids::bigint[], :viewer_ids::bigint[]) AS s (post_id, viewer_id)
CROSS JOIN
    LATERAL (
        SELECT
            n.id,
            n.likes_count,
            n.comments_count,
            n.reposts_count,
            n.quotes_count,
            n.shares_count
        FROM rules.visible_posts(s.viewer_id) AS n
        WHERE n.id = s.post_id
    ) AS p
GROUP BY p.id, p.likes_count, p.comments_count, p.reposts_count, p.quotes_count, p.shares_count
