-- A visible post (for a repost its original) and what it answers, up to the root, at most 50; `is_visible` tells
-- which of them the viewer may read, `is_cut_off` where the answered post was erased.
-- returns: many
-- Leans on the primary key.
WITH RECURSIVE chain AS (
    SELECT
        t.id,
        t.author_id,
        t.reply_to_id,
        t.is_reply,
        0 AS depth
    FROM rules.visible_posts(:viewer_id::bigint) AS e
    INNER JOIN posts AS t ON t.id = coalesce(e.repost_of_id, e.id)
    WHERE e.id = :post_id
    UNION ALL
    SELECT
        p.id,
        p.author_id,
        p.reply_to_id,
        p.is_reply,
        c.depth + 1 AS depth
    FROM chain AS c
    INNER JOIN posts AS p ON p.id = c.reply_to_id
    WHERE c.depth < 50
)

SELECT
    c.id,
    c.author_id,
    c.is_reply AND c.reply_to_id IS NULL AS is_cut_off,
    EXISTS(SELECT 1 FROM rules.visible_posts(:viewer_id) AS v WHERE v.id = c.id) AS is_visible
FROM chain AS c
ORDER BY c.depth
