-- What decides whether it is time to train: the newest model, and how many acts it does not know (up to a limit).
-- returns: one
-- Leans on likes_newest and posts_pkey.
WITH newest AS (
    SELECT max(m.trained_until) AS trained_until, max(m.created_at) AS created_at FROM recommender_models AS m
)

SELECT
    extract(EPOCH FROM now() - n.created_at)::double precision AS age_seconds,
    (
        SELECT count(*)
        FROM (
            (SELECT l.id FROM likes AS l WHERE l.id > coalesce(n.trained_until, 0) LIMIT :most::integer)
            UNION ALL
            (SELECT p.id FROM posts AS p
            WHERE p.id > coalesce(n.trained_until, 0) AND (p.is_reply OR p.is_quote OR p.repost_of_id IS NOT NULL)
            LIMIT :most)
        ) AS acts
    ) AS new_acts
FROM newest AS n
