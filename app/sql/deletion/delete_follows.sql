-- Ends some follows from and to a person; the feeds are cleared by triggers.
-- returns: none
WITH batch AS (
    (SELECT f.follower_id, f.followee_id FROM follows AS f WHERE f.follower_id = :user_id LIMIT :page_size)
    UNION ALL
    (SELECT f.follower_id, f.followee_id FROM follows AS f WHERE f.followee_id = :user_id LIMIT :page_size)
)

DELETE FROM follows AS f
USING batch
WHERE f.follower_id = batch.follower_id AND f.followee_id = batch.followee_id
