-- Which of these posts the viewer may see.
-- returns: many
-- Leans on posts_pkey.
SELECT p.id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.id = ANY(:post_ids::bigint[])
