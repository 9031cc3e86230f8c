-- Which of these posts may stand in the viewer's feeds at this moment.
-- returns: many
-- Leans on posts_pkey.
SELECT p.id
FROM rules.feed_posts(:viewer_id::bigint) AS p
WHERE p.id = ANY(:post_ids::bigint[])
