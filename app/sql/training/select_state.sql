-- What decides whether it is time to train: the newest model, and how many acts it does not know (up to a limit).
-- returns: one
-- Leans on recommender_models_newest, the BRIN indexes of likes, saves, shares and interactions, and posts_pkey.
WITH newest AS (
    SELECT
        max(m.trained_until) + (:overlap_ms::bigint << 22) AS known_until,
        max(m.created_at) AS created_at,
        max(m.trained_seconds) AS trained_seconds
    FROM (
        SELECT
            r.trained_until,
            r.created_at,
            r.trained_seconds
        FROM recommender_models AS r
        ORDER BY r.created_at DESC
        LIMIT 1
    ) AS m
)

SELECT
    extract(EPOCH FROM now() - n.created_at)::double precision AS age_seconds,
    n.trained_seconds,
    (
        SELECT count(*)
        FROM (
            (SELECT l.id FROM likes AS l WHERE l.id > coalesce(n.known_until, 0) LIMIT :most::integer)
            UNION ALL
            (SELECT s.id FROM saves AS s WHERE s.id > coalesce(n.known_until, 0) LIMIT :most)
            UNION ALL
            (SELECT s.id FROM shares AS s WHERE s.id > coalesce(n.known_until, 0) LIMIT :most)
            UNION ALL
            (
                SELECT p.id
                FROM rules.visible_posts(NULL) AS p
                WHERE
                    p.id > coalesce(n.known_until, 0)
                    AND (p.is_reply OR p.is_quote OR p.repost_of_id IS NOT NULL)
                LIMIT :most
            )
            UNION ALL
            (
                SELECT i.user_id
                FROM interactions AS i
                WHERE
                    i.happened_at > coalesce(n.created_at, '-infinity')
                    AND i.week >= coalesce(n.created_at - make_interval(days => 8), '-infinity')::date
                LIMIT :most
            )
        ) AS acts
    ) AS new_acts
FROM newest AS n
