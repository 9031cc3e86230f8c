-- All that For you has to know of one person, in one row of arrays: the trainer's candidates, the newest acts,
-- whom not to show, what the followed people posted, what is newer than the shared candidates, and the stamp by which
-- to learn later whether any of it is other (recommendations/list_cards).
-- returns: one
-- Leans on user_recommendations_pkey, likes_user, saves_user, shares_user, posts_by_author, seen_posts_pkey,
-- seen_posts_clicked, hidden_posts_user, less_like_user, home_feed_pkey and posts_pkey.
WITH person AS (
    SELECT u.is_recommender_on, u.history_since FROM users AS u
    WHERE u.id = :viewer_id
),

recommended AS (
    SELECT
        r.post_id,
        r.score,
        r.reason_post_id
    FROM user_recommendations AS r
    WHERE
        r.user_id = :viewer_id
        AND r.model_version = :model_version::text
        -- What was recommended before the history was reset comes from what is to be forgotten.
        AND NOT EXISTS (
            SELECT 1 FROM person AS p
            INNER JOIN recommender_models AS m ON m.version = :model_version AND p.history_since > m.created_at
        )
    ORDER BY r.rank
),

acts AS (
    (SELECT
        l.post_id,
        1 AS kind,
        l.id
    FROM likes AS l
    WHERE l.user_id = :viewer_id
    ORDER BY l.id DESC
    LIMIT :acts_size::integer)
    UNION ALL
    (SELECT
        s.post_id,
        2 AS kind,
        s.id
    FROM saves AS s
    WHERE s.user_id = :viewer_id
    ORDER BY s.id DESC
    LIMIT :acts_size / 4)
    UNION ALL
    (SELECT
        s.post_id,
        3 AS kind,
        s.id
    FROM shares AS s
    WHERE s.user_id = :viewer_id
    ORDER BY s.id DESC
    LIMIT :acts_size / 4)
    UNION ALL
    (SELECT
        coalesce(p.repost_of_id, p.quote_of_id, CASE WHEN p.is_reply THEN p.root_id END, p.id) AS post_id,
        CASE WHEN p.repost_of_id IS NOT NULL OR p.is_quote THEN 5 WHEN p.is_reply THEN 4 ELSE 0 END AS kind,
        p.id
    FROM posts AS p
    WHERE p.author_id = :viewer_id AND p.deleted_at IS NULL
    ORDER BY p.id DESC
    LIMIT :acts_size / 2)
    UNION ALL
    (SELECT
        s.post_id,
        6 AS kind,
        -- Opened before any view was reported: when, is known no better than that the post was there.
        coalesce(id_at(s.seen_at), s.post_id) AS id
    FROM seen_posts AS s
    WHERE s.user_id = :viewer_id AND s.clicks > 0
    ORDER BY s.post_id DESC
    LIMIT :acts_size / 4)
    UNION ALL
    (SELECT
        n.post_id,
        7 AS kind,
        n.id
    FROM less_like AS n
    WHERE n.user_id = :viewer_id
    ORDER BY n.id DESC
    LIMIT :acts_size / 2)
),

-- Ids only: whether each may be shown is asked with the page (recommendations/list_cards).
followed AS (
    SELECT
        h.post_id AS id,
        h.author_id
    FROM home_feed AS h
    INNER JOIN posts AS p ON p.id = h.post_id
    WHERE h.user_id = :viewer_id AND NOT p.is_reply AND p.repost_of_id IS NULL AND h.author_id <> :viewer_id
    ORDER BY h.post_id DESC
    LIMIT :followed_size::integer
),

fresh AS (
    SELECT
        p.id,
        p.author_id
    FROM rules.for_you_posts(:viewer_id) AS p
    WHERE p.id > :after_id AND NOT p.is_reply AND p.repost_of_id IS NULL
    ORDER BY p.id DESC
    LIMIT :fresh_size::integer
)

-- and stamp: recommendations/_stamp
SELECT
    (SELECT s.value FROM stamp AS s) AS stamp,
    (SELECT p.is_recommender_on FROM person AS p) AS is_on,
    -- Ids are ahead of their moment, by less than a millisecond.
    (SELECT id_at(p.history_since + interval '2 milliseconds') FROM person AS p) AS since_id,
    ARRAY(SELECT r.post_id FROM recommended AS r) AS recommended_ids,
    ARRAY(SELECT r.score FROM recommended AS r) AS recommended_scores,
    ARRAY(SELECT coalesce(r.reason_post_id, 0) FROM recommended AS r) AS recommended_reasons,
    ARRAY(SELECT a.post_id FROM acts AS a) AS act_post_ids,
    ARRAY(SELECT a.kind FROM acts AS a) AS act_kinds,
    ARRAY(SELECT a.id FROM acts AS a) AS act_ids,
    ARRAY(
        SELECT m.muted_id
        FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND (m.ends_at IS NULL OR m.ends_at > now())
        UNION ALL
        SELECT b.blocked_id FROM blocks AS b WHERE b.blocker_id = :viewer_id
        UNION ALL
        SELECT b.blocker_id FROM blocks AS b WHERE b.blocked_id = :viewer_id
    ) AS hidden_author_ids,
    ARRAY(
        SELECT s.post_id FROM (
            -- Without a view there is only what was opened: so this reads no more than the index.
            SELECT n.post_id FROM seen_posts AS n
            WHERE
                n.user_id = :viewer_id
                AND n.post_id <> ALL(ARRAY(
                    SELECT o.post_id FROM seen_posts AS o
                    WHERE o.user_id = :viewer_id AND o.clicks > 0 AND o.seen_at IS NULL
                ))
            ORDER BY n.post_id DESC
            LIMIT :seen_size::integer
        ) AS s
        UNION ALL
        SELECT n.post_id FROM hidden_posts AS n WHERE n.user_id = :viewer_id
        UNION ALL
        SELECT n.post_id FROM less_like AS n WHERE n.user_id = :viewer_id
    ) AS left_out_ids,
    ARRAY(SELECT f.id FROM followed AS f) AS followed_ids,
    ARRAY(SELECT f.author_id FROM followed AS f) AS followed_authors,
    ARRAY(SELECT f.id FROM fresh AS f) AS fresh_ids,
    ARRAY(SELECT f.author_id FROM fresh AS f) AS fresh_authors
