-- Which of these posts may stand in the viewer's For you at this moment, and whether their authors are followed; of those
-- that are named as reasons, also whose they are, and what the viewer did with them, if that still stands.
-- returns: many
-- Leans on posts_pkey, follows_pkey, likes_pkey, posts_one_repost and saves_pkey.
SELECT
    p.id,
    coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id::bigint AND f.followee_id = p.author_id
        LIMIT 1
    ), false) AS is_followed,
    CASE WHEN p.id = ANY(:reason_ids::bigint[]) THEN (
        SELECT u.username FROM users AS u WHERE u.id = p.author_id
    ) END AS username,
    CASE
        WHEN p.id <> ALL(:reason_ids) OR p.author_id = :viewer_id THEN NULL
        WHEN coalesce((
            SELECT true FROM likes AS l WHERE l.post_id = p.id AND l.user_id = :viewer_id
            LIMIT 1
        ), false) THEN 'liked'
        WHEN coalesce((
            SELECT true FROM posts AS r
            WHERE r.repost_of_id = p.id AND r.author_id = :viewer_id AND r.deleted_at IS NULL
            LIMIT 1
        ), false) THEN 'reposted'
        WHEN coalesce((
            SELECT true FROM saves AS s WHERE s.post_id = p.id AND s.user_id = :viewer_id
            LIMIT 1
        ), false) THEN 'saved'
    END AS act
FROM rules.for_you_posts(:viewer_id) AS p
WHERE p.id = ANY(:post_ids::bigint[])
