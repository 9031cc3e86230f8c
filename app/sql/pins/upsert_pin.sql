-- Pins a post to its author's profile, in the place of the one before.
-- returns: none
INSERT INTO pinned_posts (user_id, post_id)
VALUES (:viewer_id, :post_id)
ON CONFLICT (user_id) DO UPDATE SET post_id = excluded.post_id
