-- Lets everybody see a reply that waited for the viewer; triggers count it and tell whom it concerns.
-- Locks the author first, then the post, as every writer does.
-- returns: none
WITH author AS MATERIALIZED (
    SELECT u.id
    FROM users AS u
    WHERE u.id = :author_id
    FOR NO KEY UPDATE
)

UPDATE posts AS p
SET held_for_id = NULL
FROM author
WHERE p.id = :post_id AND p.author_id = author.id AND p.held_for_id = :viewer_id
