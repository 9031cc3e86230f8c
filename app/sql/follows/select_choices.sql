-- What the viewer wants of a followed person.
-- returns: maybe
SELECT
    f.hides_reposts,
    f.hides_quotes,
    f.wants_posts
FROM follows AS f
WHERE f.follower_id = :viewer_id AND f.followee_id = :user_id
