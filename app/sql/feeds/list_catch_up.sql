-- What mattered in Following between an entry and now: the most liked, answered and passed on, where each further post
-- of the same author weighs less, so that nobody who posts a lot crowds out the others.
-- returns: many
-- Leans on home_feed_pkey (backwards), follows_pulled and posts_pulled; looks at the newest thousand entries, and at a
-- hundred of each large account.
WITH fanned AS (
    SELECT coalesce(p.repost_of_id, p.id) AS id
    FROM home_feed AS h
    INNER JOIN rules.following_posts(:viewer_id::bigint) AS p ON p.id = h.post_id
    WHERE
        h.user_id = :viewer_id
        AND h.post_id > greatest(:after_id::bigint, id_at(now() - make_interval(days => :days::integer)))
    ORDER BY h.post_id DESC
    LIMIT 1000
),

pulled AS (
    SELECT recent.id
    FROM follows AS f
    CROSS JOIN
        LATERAL (
            SELECT coalesce(p.repost_of_id, p.id) AS id
            FROM rules.following_posts(:viewer_id) AS p
            WHERE
                p.author_id = f.followee_id
                AND NOT p.is_fanned_out
                AND NOT p.is_reply
                AND p.id > greatest(:after_id, id_at(now() - make_interval(days => :days)))
            ORDER BY p.id DESC
            LIMIT 100
        ) AS recent
    WHERE f.follower_id = :viewer_id AND f.is_pulled
),

weighed AS (
    SELECT
        p.id,
        p.author_id,
        1 + p.likes_count + 2 * p.comments_count + 3 * (p.reposts_count + p.quotes_count) AS weight
    FROM rules.feed_posts(:viewer_id) AS p
    WHERE
        p.id IN (
            SELECT fanned.id FROM fanned
            UNION
            SELECT pulled.id FROM pulled
        )
        AND p.author_id <> :viewer_id
)

SELECT w.id
FROM (
    SELECT
        weighed.id,
        weighed.weight,
        row_number() OVER (PARTITION BY weighed.author_id ORDER BY weighed.weight DESC, weighed.id DESC) AS place
    FROM weighed
) AS w
ORDER BY w.weight / w.place::float DESC, w.id DESC
LIMIT :page_size
