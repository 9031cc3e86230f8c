-- Takes some likes of a person back.
-- returns: none
WITH batch AS (
    SELECT l.post_id
    FROM likes AS l
    WHERE l.user_id = :user_id
    ORDER BY l.post_id
    LIMIT :page_size
)

DELETE FROM likes AS l
USING batch
WHERE l.post_id = batch.post_id AND l.user_id = :user_id
