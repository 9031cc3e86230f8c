-- Which of the listeners may see these new replies and what they answer, and who of them may see what a reply quotes;
-- pairs stand at the same place of both lists.
-- returns: many
-- Leans on posts_pkey.
SELECT
    r.id AS reply_id,
    r.reply_to_id AS post_id,
    r.author_id,
    array_agg(s.viewer_id) AS viewer_ids,
    coalesce(array_agg(s.viewer_id) FILTER (WHERE r.is_quote AND quoted.id IS NULL), '{}') AS quote_hidden_ids
FROM unnest(:reply_ids::bigint[], :viewer_ids::bigint[]) AS s (reply_id, viewer_id)
CROSS JOIN
    LATERAL (
        SELECT n.id, n.reply_to_id, n.author_id, n.is_quote, n.quote_of_id
        FROM rules.visible_posts(s.viewer_id) AS n
        WHERE n.id = s.reply_id
    ) AS r
LEFT JOIN LATERAL (
    SELECT n.id FROM rules.visible_posts(s.viewer_id) AS n WHERE n.id = r.quote_of_id
) AS quoted ON true
WHERE EXISTS (SELECT 1 FROM rules.visible_posts(s.viewer_id) AS n WHERE n.id = r.reply_to_id)
GROUP BY r.id, r.reply_to_id, r.author_id
