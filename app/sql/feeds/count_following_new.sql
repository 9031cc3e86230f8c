-- How many entries of other people came into Following since an entry; 100 is as far as it counts.
-- returns: value
-- Leans on home_feed_pkey, follows_pulled and posts_pulled.
SELECT count(*)
FROM (
    (
        SELECT p.id
        FROM home_feed AS h
        INNER JOIN rules.following_posts(:viewer_id::bigint) AS p ON p.id = h.post_id
        WHERE h.user_id = :viewer_id AND h.post_id > :after_id::bigint AND h.author_id <> :viewer_id
        -- The order keeps it on the index.
        ORDER BY h.post_id DESC
        LIMIT 100
    )
    UNION ALL
    (
        SELECT p.id
        FROM follows AS f
        INNER JOIN rules.following_posts(:viewer_id) AS p
            ON p.author_id = f.followee_id AND NOT p.is_fanned_out AND p.id > :after_id AND NOT p.is_reply
        WHERE f.follower_id = :viewer_id AND f.is_pulled
        LIMIT 100
    )
) AS newer
