-- These posts as cards, and what they repost or quote, as far as the viewer may see it.
-- returns: many
-- The caller puts the rows into its own order.
WITH needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
)

-- and card: posts/_card
SELECT c.* FROM card AS c  -- noqa: AM04
