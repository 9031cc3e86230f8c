-- Takes the author's own post, or repost, away for everybody. Locks the author first, then the post.
-- returns: none
-- Leans on the primary keys.
WITH author AS MATERIALIZED (
    SELECT u.id
    FROM users AS u
    WHERE u.id = :author_id
    FOR NO KEY UPDATE
)

UPDATE posts AS p
SET deleted_at = now()
FROM author
WHERE p.id = :post_id AND p.author_id = author.id AND p.deleted_at IS NULL
