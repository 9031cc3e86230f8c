-- Who follows a person, newest first, as far as the viewer may see them.
-- returns: many
-- Leans on follows_followers.
SELECT
    f.id AS key,
    f.follower_id AS user_id
FROM follows AS f
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = f.follower_id
WHERE f.followee_id = :user_id AND f.id < :before_id
ORDER BY f.id DESC
LIMIT :page_size + 1
