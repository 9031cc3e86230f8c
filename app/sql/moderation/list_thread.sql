-- What a reported post answers, from the first post down, at most 10, as a moderator has to read it to judge.
-- returns: many
-- Leans on posts_pkey.
WITH RECURSIVE chain AS (
    SELECT
        p.id,
        p.author_id,
        p.body,
        p.reply_to_id,
        0 AS depth
    FROM posts AS p
    WHERE p.id = :post_id::bigint
    UNION ALL
    SELECT
        p.id,
        p.author_id,
        p.body,
        p.reply_to_id,
        c.depth + 1 AS depth
    FROM chain AS c
    INNER JOIN posts AS p ON p.id = c.reply_to_id
    WHERE c.depth < 10
)

SELECT
    c.id,
    u.username,
    c.body
FROM chain AS c
INNER JOIN users AS u ON u.id = c.author_id
ORDER BY c.depth DESC
