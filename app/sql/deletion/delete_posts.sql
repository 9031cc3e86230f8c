-- Erases some posts of a person for good.
-- returns: none
WITH some AS (
    SELECT p.id
    FROM posts AS p
    WHERE p.author_id = :user_id
    ORDER BY p.id
    LIMIT :page_size
)

DELETE FROM posts AS p
USING some
WHERE p.id = some.id
