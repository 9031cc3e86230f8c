-- Erases some posts of a person for good.
-- returns: none
WITH batch AS (
    SELECT p.id
    FROM posts AS p
    WHERE p.author_id = :user_id
    ORDER BY p.id
    LIMIT :page_size
)

DELETE FROM posts AS p
USING batch
WHERE p.id = batch.id
