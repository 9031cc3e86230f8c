-- A quote of a post of the viewer; both posts are locked in the one order that all writers use.
-- returns: many
SELECT p.id
FROM posts AS p
WHERE
    p.id IN (
        SELECT unnest(ARRAY[q.id, o.id])
        FROM rules.visible_posts(:viewer_id::bigint) AS q
        INNER JOIN posts AS o ON o.id = q.quote_of_id AND o.author_id = :viewer_id
        WHERE q.id = :post_id
    )
ORDER BY p.id
FOR NO KEY UPDATE
