-- The visible post that an act on this id means: for a repost its original.
-- returns: maybe
-- Leans on the primary keys.
SELECT
    t.id,
    t.author_id,
    a.username,
    e.author_id AS entry_author_id,
    t.likes_count,
    t.reposts_count,
    t.shares_count,
    e.repost_of_id IS NOT NULL AS is_repost
FROM rules.visible_posts(:viewer_id::bigint) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
INNER JOIN users AS a ON a.id = t.author_id
WHERE e.id = :post_id
