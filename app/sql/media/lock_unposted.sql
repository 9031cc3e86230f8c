-- Those of the uploads that the person may put into a post now, locked until the transaction ends.
-- returns: many
SELECT
    m.id,
    m.kind
FROM media AS m
WHERE
    m.id = ANY(:media_ids::bigint[])
    AND m.owner_id = :owner_id
    AND m.post_id IS NULL
    AND m.state <> 'failed'
ORDER BY m.id
FOR UPDATE
