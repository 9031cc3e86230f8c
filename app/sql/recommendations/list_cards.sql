-- Posts for For you as cards, and what they repost or quote; whether each may stand there at this moment, and what its
-- reason is put into words from: whether its author is followed, and of the post that is its reason whose it is and
-- what the viewer did with it, if that may be told and still stands.
-- returns: many
-- Leans on posts_pkey, follows_pkey, likes_pkey, posts_one_repost and saves_pkey. :reason_ids goes with :post_ids, 0
-- where no post is the reason.
WITH needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
),

allowed AS (
    SELECT
        p.id,
        p.author_id
    FROM rules.for_you_posts(:viewer_id::bigint) AS p
    WHERE p.id = ANY(:post_ids || :reason_ids::bigint[])
),

named AS (
    SELECT
        w.post_id,
        (SELECT u.username FROM users AS u WHERE u.id = a.author_id) AS username,
        CASE
            WHEN coalesce((
                SELECT true FROM likes AS l WHERE l.post_id = a.id AND l.user_id = :viewer_id
                LIMIT 1
            ), false) THEN 'liked'
            WHEN coalesce((
                SELECT true FROM posts AS r
                WHERE r.repost_of_id = a.id AND r.author_id = :viewer_id AND r.deleted_at IS NULL
                LIMIT 1
            ), false) THEN 'reposted'
            WHEN coalesce((
                SELECT true FROM saves AS s WHERE s.post_id = a.id AND s.user_id = :viewer_id
                LIMIT 1
            ), false) THEN 'saved'
        END AS act
    FROM unnest(:post_ids, :reason_ids) AS w (post_id, reason_id)
    INNER JOIN allowed AS a ON a.id = w.reason_id
    WHERE a.id = ANY(:reason_ids) AND a.author_id <> :viewer_id
)

-- and stamped: posts/_stamps
SELECT
    s.*,  -- noqa: AM04
    a.id IS NOT NULL AS is_shown,
    coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = a.author_id
        LIMIT 1
    ), false) AS is_followed,
    n.username AS reason_username,
    n.act AS reason_act
FROM stamped AS s
LEFT JOIN allowed AS a ON a.id = s.id
LEFT JOIN named AS n ON n.post_id = s.id
