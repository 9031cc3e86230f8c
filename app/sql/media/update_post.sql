-- Puts uploads into a new post, in the order of the ids.
-- returns: none
WITH placed AS (
    UPDATE media AS m
    SET post_id = :post_id::bigint, position = given.position
    FROM unnest(:media_ids::bigint[]) WITH ORDINALITY AS given (id, position)
    WHERE m.id = given.id
)

UPDATE posts AS p
SET has_media = true
WHERE p.id = :post_id
