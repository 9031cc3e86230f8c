-- Which of these posts the viewer's feeds may show.
-- returns: many
-- Leans on posts_pkey.
SELECT p.id
FROM rules.feed_posts(:viewer_id::bigint) AS p
WHERE p.id = ANY(:post_ids::bigint[])
