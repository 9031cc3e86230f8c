-- Closes one's own post to quotes; twice changes nothing.
-- returns: none
INSERT INTO posts_closed_to_quotes (post_id)
VALUES (:post_id)
ON CONFLICT DO NOTHING
