-- What a vote has to know of the poll of a visible post; nothing where there is none.
-- returns: maybe
SELECT
    cardinality(o.options) AS options_count,
    o.is_multiple,
    o.ends_at <= now() AS is_ended
FROM rules.visible_posts(:viewer_id::bigint) AS p
INNER JOIN polls AS o ON o.post_id = p.id
WHERE p.id = :post_id
