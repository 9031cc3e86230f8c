-- Keeps a person's vote; no row when there was one already.
-- returns: none
INSERT INTO poll_votes (post_id, user_id, choices)
VALUES (:post_id, :viewer_id, :choices::smallint[])
ON CONFLICT DO NOTHING
