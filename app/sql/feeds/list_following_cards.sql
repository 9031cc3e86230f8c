-- The newest entries that Following may hold, as cards: what was fanned out to the viewer, and what the few large
-- accounts wrote. An entry that may not be shown has no row; `entries_count` tells, and counts the one more than the
-- page that says whether something follows. `is_filtered`: the viewer hides more than this query knows of.
-- returns: many
-- Leans on home_feed_pkey (backwards), follows_pulled and posts_pulled.
WITH muted AS (
    SELECT m.muted_id
    FROM mutes AS m
    WHERE m.muter_id = :viewer_id::bigint AND (m.ends_at IS NULL OR m.ends_at > now())
),

entry AS (
    SELECT e.id
    FROM (
        (
            SELECT h.post_id AS id
            FROM home_feed AS h
            WHERE
                h.user_id = :viewer_id
                AND h.post_id < :before_id::bigint
                AND h.author_id <> ALL(ARRAY(SELECT m.muted_id FROM muted AS m))
            ORDER BY h.post_id DESC
            LIMIT :page_size + 1
        )
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

shown AS (
    SELECT e.id
    FROM entry AS e
    ORDER BY e.id DESC
    LIMIT :page_size
),

needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(ARRAY(SELECT s.id FROM shown AS s))
)

-- and card: posts/_card
SELECT
    c.*,  -- noqa: AM04
    c.id = ANY(ARRAY(SELECT s.id FROM shown AS s)) AS is_entry,
    (SELECT count(*) FROM entry) AS entries_count,
    (SELECT rules.has_feed_filters(:viewer_id)) AS is_filtered
FROM card AS c
