-- Whose this visible post or repost is, whether or not the original of a repost can still be seen.
-- returns: maybe
-- Leans on the primary key.
SELECT
    p.author_id,
    p.repost_of_id IS NOT NULL AS is_repost
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.id = :post_id
