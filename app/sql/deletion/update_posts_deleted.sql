-- Deletes some posts of a person as the person would: counters and events follow by triggers.
-- returns: none
WITH batch AS (
    SELECT p.id
    FROM posts AS p
    WHERE p.author_id = :user_id AND p.deleted_at IS NULL
    ORDER BY p.id
    LIMIT :page_size
)

UPDATE posts AS p
SET deleted_at = now()
FROM batch
WHERE p.id = batch.id
