-- Whom a person follows, newest first, as far as the viewer may see them.
-- returns: many
-- Leans on follows_following.
SELECT
    f.id AS key,
    f.followee_id AS user_id
FROM follows AS f
INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = f.followee_id
WHERE f.follower_id = :user_id AND f.id < :before_id
ORDER BY f.id DESC
LIMIT :page_size + 1
