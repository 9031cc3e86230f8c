-- A visible post (for a repost its original) and what it answers, up to the root, at most 50; `is_visible` tells
-- which of them the viewer may read, `is_cut_off` where the answered post was erased. How the viewer and the author
-- stand to the conversation is only looked up for the post itself.
-- returns: many
-- Leans on the primary key.
WITH RECURSIVE chain AS (
    SELECT
        t.id,
        t.author_id,
        t.reply_to_id,
        t.root_id,
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
        p.root_id,
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
    EXISTS(SELECT 1 FROM rules.visible_posts(:viewer_id) AS v WHERE v.id = c.id) AS is_visible,
    c.depth = 0 AND EXISTS (
        SELECT 1 FROM followed_threads AS f WHERE f.user_id = :viewer_id AND f.root_id = c.root_id
    ) AS is_followed,
    c.depth = 0 AND EXISTS (SELECT 1 FROM hidden_replies AS h WHERE h.post_id = c.id) AS is_hidden_reply,
    c.depth = 0 AND EXISTS (
        SELECT 1
        FROM posts AS r
        INNER JOIN hidden_replies AS h ON h.post_id = r.id
        WHERE r.reply_to_id = c.id AND r.deleted_at IS NULL
    ) AS has_hidden_replies,
    c.depth = 0 AND EXISTS (SELECT 1 FROM posts_closed_to_quotes AS q WHERE q.post_id = c.id) AS is_closed_to_quotes
FROM chain AS c
ORDER BY c.depth
