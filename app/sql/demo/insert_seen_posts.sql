-- Notes that a demo person has seen what they like, so that For you does not show it once more.
-- returns: none
INSERT INTO seen_posts (user_id, post_id, seen_at, views)
SELECT
    l.user_id,
    l.post_id,
    now() AS seen_at,
    1 AS views
FROM likes AS l
WHERE l.user_id = :user_id
ON CONFLICT DO NOTHING
