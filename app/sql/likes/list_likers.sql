-- People who like a post, latest first. What a private person likes is shown to their followers, to themselves and
-- to the author of the post, who was told of it.
-- returns: many
-- Leans on likes_post.
SELECT
    l.id,
    u.id AS user_id
FROM likes AS l
INNER JOIN rules.visible_users(:viewer_id::bigint) AS u ON u.id = l.user_id
WHERE
    l.post_id = :post_id
    AND l.id < :before_id
    AND (
        NOT u.is_private
        OR u.id = :viewer_id
        OR :viewer_id = :author_id::bigint
        OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id)
    )
ORDER BY l.id DESC
LIMIT :page_size
