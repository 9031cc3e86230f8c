-- The texts of a visible post, newest first: the present one, with an id above all others, then those it had before.
-- returns: many
-- Leans on post_edits_post.
SELECT
    v.id,
    v.body,
    v.body_html,
    v.written_at
FROM (
    SELECT
        9223372036854775806 AS id,
        p.body,
        p.body_html,
        coalesce(p.edited_at, p.created_at) AS written_at
    FROM rules.visible_posts(:viewer_id::bigint) AS p
    WHERE p.id = :post_id AND p.repost_of_id IS NULL
    UNION ALL
    SELECT
        e.id,
        e.body,
        e.body_html,
        e.written_at
    FROM rules.visible_posts(:viewer_id) AS p
    INNER JOIN post_edits AS e ON e.post_id = p.id
    WHERE p.id = :post_id
) AS v
WHERE v.id < :before_id::bigint
ORDER BY v.id DESC
LIMIT :page_size
