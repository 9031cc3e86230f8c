-- Which subscriptions to posts of these authors have to end, because their person may no longer see the post; pairs
-- stand at the same place of both lists.
-- returns: many
-- Leans on posts_pkey.
SELECT
    s.post_id,
    s.viewer_id
FROM unnest(:post_ids::bigint[], :viewer_ids::bigint[]) AS s (post_id, viewer_id)
INNER JOIN posts AS p ON p.id = s.post_id AND p.author_id = ANY(:author_ids::bigint[])
WHERE NOT EXISTS (SELECT 1 FROM rules.visible_posts(s.viewer_id) AS n WHERE n.id = s.post_id)
