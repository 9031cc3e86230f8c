-- Every act on a public post that says something about taste, for the trainer; read by COPY, in no order. Each column
-- is a bigint and never NULL.
-- returns: many
SELECT
    e.user_id,
    e.post_id,
    e.kind::bigint AS kind,
    e.id
FROM (
    SELECT l.user_id, l.post_id, 1 AS kind, l.id FROM likes AS l
    WHERE l.id > :after_id
    UNION ALL
    SELECT s.user_id, s.post_id, 2 AS kind, s.id FROM saves AS s
    WHERE s.id > :after_id
    UNION ALL
    SELECT s.user_id, s.post_id, 3 AS kind, s.id FROM shares AS s
    WHERE s.id > :after_id
    UNION ALL
    SELECT r.author_id AS user_id, r.root_id AS post_id, 4 AS kind, r.id
    FROM rules.visible_posts(NULL) AS r
    WHERE r.id > :after_id AND r.is_reply
    UNION ALL
    SELECT r.author_id AS user_id, coalesce(r.repost_of_id, r.quote_of_id) AS post_id, 5 AS kind, r.id
    FROM rules.visible_posts(NULL) AS r
    WHERE r.id > :after_id AND (r.repost_of_id IS NOT NULL OR r.quote_of_id IS NOT NULL)
    UNION ALL
    SELECT s.user_id, s.post_id, CASE WHEN s.clicks > 0 THEN 6 ELSE 8 END AS kind, id_at(s.seen_at) AS id
    FROM seen_posts AS s
    WHERE s.seen_at > now() - make_interval(days => 30) AND (s.clicks > 0 OR s.dwell_ms > 5000)
) AS e
INNER JOIN rules.visible_posts(NULL) AS p ON p.id = e.post_id
INNER JOIN users AS u ON u.id = e.user_id
WHERE
    p.author_id <> e.user_id
    AND NOT p.is_reply
    AND p.repost_of_id IS NULL
    AND NOT p.is_out_of_for_you
    AND u.state = 'active'
    AND u.is_recommender_on
    AND (u.history_since IS NULL OR e.id > id_at(u.history_since + interval '2 milliseconds'))
    AND NOT EXISTS (SELECT 1 FROM less_like AS n WHERE n.user_id = e.user_id AND n.post_id = e.post_id)
