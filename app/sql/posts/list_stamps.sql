-- These posts and what they repost or quote, as far as the viewer may see them: what decides how they look.
-- returns: many
-- The caller puts them into its own order.
WITH needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
)

-- and stamped: posts/_stamps
SELECT
    :place::integer AS place,
    s.*  -- noqa: AM04
FROM stamped AS s
