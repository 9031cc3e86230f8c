-- Which of these posts may stand in the viewer's For you at this moment.
-- returns: many
-- Leans on posts_pkey.
SELECT p.id
FROM rules.for_you_posts(:viewer_id::bigint) AS p
WHERE p.id = ANY(:post_ids::bigint[])
