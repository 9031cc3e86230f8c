-- Undoes the viewer's repost of what this id means. Locks the author first, then the repost.
-- returns: none
-- Leans on posts_one_repost.
WITH author AS MATERIALIZED (
    SELECT u.id
    FROM users AS u
    WHERE u.id = :viewer_id
    FOR NO KEY UPDATE
)

UPDATE posts AS p
SET deleted_at = now()
FROM author
WHERE
    p.author_id = author.id
    AND p.repost_of_id = (SELECT coalesce(e.repost_of_id, e.id) FROM posts AS e WHERE e.id = :post_id)
    AND p.deleted_at IS NULL
