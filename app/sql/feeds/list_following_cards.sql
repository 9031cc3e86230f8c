-- A page of Following in one look, and with it the session of who asks. The first row is about the page: the session,
-- the ids of the entries, newest first, one more than the page where something follows, and whether the viewer hides
-- more than this query knows of. The others say what decides how each of these posts looks, and each that they repost
-- or quote. An entry without one may not be shown.
-- returns: many
-- `viewer` is NULL where no token is given, and where its session is over or another person's.
-- Leans on home_feed_pkey (backwards), follows_pulled and posts_pulled.
WITH muted AS (
    SELECT m.muted_id
    FROM mutes AS m
    WHERE m.muter_id = :viewer_id::bigint AND (m.ends_at IS NULL OR m.ends_at > now())
),

fanned_out AS (
    SELECT h.post_id AS id
    FROM home_feed AS h
    WHERE
        h.user_id = :viewer_id
        AND h.post_id < :before_id::bigint
        AND h.author_id <> ALL(ARRAY(SELECT m.muted_id FROM muted AS m))
    ORDER BY h.post_id DESC
    LIMIT :page_size + 1
),

entry AS (
    SELECT e.id
    FROM (
        SELECT f.id FROM fanned_out AS f
        UNION ALL
        (
            SELECT recent.id
            FROM follows AS f
            CROSS JOIN
                LATERAL (
                    SELECT p.id
                    FROM posts AS p
                    LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
                    WHERE
                        p.author_id = f.followee_id
                        AND p.deleted_at IS NULL
                        AND NOT p.is_fanned_out
                        AND p.id < :before_id
                        -- Nothing older than a page that is full already.
                        AND p.id > (
                            SELECT CASE WHEN count(*) > :page_size THEN min(o.id) ELSE 0 END FROM fanned_out AS o
                        )
                        AND (
                            NOT p.is_reply
                            OR answered.author_id IN (:viewer_id, p.author_id)
                            OR coalesce((
                                SELECT true
                                FROM follows AS g
                                WHERE g.follower_id = :viewer_id AND g.followee_id = answered.author_id
                                LIMIT 1
                            ), false)
                        )
                    ORDER BY p.id DESC
                    LIMIT :page_size + 1
                ) AS recent
            WHERE
                f.follower_id = :viewer_id
                AND f.is_pulled
                AND f.followee_id <> ALL(ARRAY(SELECT m.muted_id FROM muted AS m))
        )
    ) AS e
    ORDER BY e.id DESC
    LIMIT :page_size + 1
),

needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(ARRAY(SELECT e.id FROM entry AS e ORDER BY e.id DESC LIMIT :page_size))
)

-- and stamped: posts/_stamps
-- and no_stamp: posts/_no_stamp
-- and viewer: sessions/_viewer
SELECT
    :place::integer AS place,
    (SELECT v FROM viewer AS v WHERE v.id = :viewer_id) AS viewer,
    ARRAY(SELECT e.id FROM entry AS e ORDER BY e.id DESC) AS entry_ids,
    rules.has_feed_filters(:viewer_id) AS is_filtered,
    n.*  -- noqa: AM04
FROM no_stamp AS n
UNION ALL
SELECT
    :place AS place,
    NULL AS viewer,
    NULL AS entry_ids,
    NULL AS is_filtered,
    s.*  -- noqa: AM04
FROM stamped AS s
