-- What decides how the posts in `needed` look, as far as the viewer may see them: the CTE `stamped` of queries. The
-- stamps stand for what everybody sees of a post (posts/list_contents reads it where it is not known); the rest is the
-- viewer's own, or changes without the post's row. `marks` adds up the numbers of app/store/post_rows.py: Mark.
-- `coalesce((… LIMIT 1), 0)`, not EXISTS or ANY(ARRAY(…)): the planner may turn those into reading all that the viewer
-- ever liked or follows. Arrays are for what a viewer has little of: they are made once for the query.
-- Leans on the primary keys: the ids are put into one array first, because a join would be planned as a scan.
-- How the viewer stands to the authors is only asked for where :with_follows says so: cards do not show it.
WITH visible AS (
    SELECT
        p.id,
        p.author_id,
        p.root_id,
        p.reply_to_id,
        p.reply_audience,
        p.has_media,
        p.has_link,
        p.is_out_of_for_you,
        p.likes_count,
        p.reposts_count,
        p.post_stamp,
        p.author_stamp,
        CASE
            WHEN p.has_poll
                THEN (
                    SELECT
                        jsonb_build_object(
                            'options', o.options, 'option_counts', o.option_counts, 'votes_count', o.votes_count,
                            'is_multiple', o.is_multiple, 'ends_at', extract(EPOCH FROM o.ends_at),
                            'is_ended', o.ends_at <= now()
                        )::text
                    FROM polls AS o
                    WHERE o.post_id = p.id
                )
        END AS poll
    FROM rules.visible_posts(:viewer_id::bigint) AS p
    WHERE p.id = ANY(ARRAY(SELECT n.id FROM needed AS n))
)

SELECT
    p.id,
    -- One run of PostgreSQL: the stamps of another may say something else.
    (SELECT extract(EPOCH FROM pg_postmaster_start_time())::bigint) AS server,
    p.post_stamp,
    p.author_stamp,
    CASE
        WHEN p.likes_count > 0
            THEN coalesce((
                SELECT 1 FROM likes AS l WHERE l.post_id = p.id AND l.user_id = :viewer_id
                LIMIT 1
            ), 0)
        ELSE 0
    END
    + CASE
        WHEN p.reposts_count > 0
            THEN coalesce((
                SELECT 2 FROM posts AS r
                WHERE r.repost_of_id = p.id AND r.author_id = :viewer_id AND r.deleted_at IS NULL
                LIMIT 1
            ), 0)
        ELSE 0
    END
    + coalesce((
        SELECT 4 FROM saves AS s WHERE s.post_id = p.id AND s.user_id = :viewer_id
        LIMIT 1
    ), 0)
    + (p.author_id = ANY(ARRAY(
        SELECT m.muted_id
        FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND (m.ends_at IS NULL OR m.ends_at > now())
    )))::integer * 8
    + (p.root_id = ANY(ARRAY(
        SELECT t.root_id FROM muted_threads AS t WHERE t.user_id = :viewer_id
    )))::integer * 16
    + (p.id = ANY(ARRAY(
        SELECT h.post_id
        FROM hidden_posts AS h
        WHERE h.user_id = :viewer_id AND h.post_id = ANY(ARRAY(SELECT n.id FROM needed AS n))
    )))::integer * 32
    + (p.id = ANY(ARRAY(
        SELECT w.post_id
        FROM less_like AS w
        WHERE w.user_id = :viewer_id AND w.post_id = ANY(ARRAY(SELECT n.id FROM needed AS n))
    )))::integer * 64
    + (
        (
            p.reply_audience = 'everyone'
            AND (
                p.root_id = p.id
                OR (SELECT root.reply_audience FROM posts AS root WHERE root.id = p.root_id) = 'everyone'
            )
        )
        OR rules.can_reply(:viewer_id, p.id)
    )::integer * 128
    + (p.author_id = :viewer_id AND p.id = ANY(ARRAY(
        SELECT x.post_id FROM pinned_posts AS x WHERE x.user_id = :viewer_id
    )))::integer * 256
    + p.is_out_of_for_you::integer * 4096
    + (p.author_id = ANY(ARRAY(
        SELECT l.user_id
        FROM limited_users AS l
        WHERE
            l.user_id IS DISTINCT FROM :viewer_id
            AND NOT coalesce((
                SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = l.user_id
                LIMIT 1
            ), false)
    )))::integer * 8192
    + CASE
        WHEN :with_follows::boolean
            THEN
                coalesce((
                    SELECT 512 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = p.author_id
                    LIMIT 1
                ), 0)
                + (p.author_id = ANY(ARRAY(
                    SELECT q.target_id FROM follow_requests AS q WHERE q.requester_id = :viewer_id
                )))::integer * 1024
                + coalesce((
                    SELECT 2048 FROM follows AS f WHERE f.follower_id = p.author_id AND f.followee_id = :viewer_id
                    LIMIT 1
                ), 0)
        ELSE 0
    END AS marks,
    CASE
        WHEN p.reply_to_id IS NOT NULL
            THEN (
                SELECT u.username
                FROM posts AS answered
                INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = answered.author_id
                WHERE answered.id = p.reply_to_id
            )
    END AS reply_to_username,
    CASE WHEN p.has_media THEN rules.post_media(p.id) END AS media,
    CASE
        WHEN p.has_link
            THEN (
                SELECT
                    jsonb_build_object(
                        'url', c.url, 'site_name', c.site_name, 'title', c.title, 'description', c.description,
                        'image_key', c.image_key, 'image_width', c.image_width, 'image_height', c.image_height
                    )::text
                FROM post_links AS l
                INNER JOIN link_cards AS c ON c.id = l.card_id
                WHERE l.post_id = p.id AND c.state = 'ready'
            )
    END AS link_card,
    p.poll,
    CASE
        WHEN p.poll IS NOT NULL
            THEN (
                SELECT to_json(c.choices)::text FROM poll_votes AS c WHERE c.post_id = p.id AND c.user_id = :viewer_id
            )
    END AS viewer_choices
FROM visible AS p
