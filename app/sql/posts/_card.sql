-- Everything that a card shows of the posts in `needed`, as far as the viewer may see them: the CTE `card` of queries.
-- `coalesce((… LIMIT 1), false)` where EXISTS would do: the planner may turn EXISTS into a hash of all that
-- the viewer ever liked or follows. Arrays are for what a viewer has little of: they are made once for the query.
-- Leans on the primary keys: the ids are put into one array first, because a join would be planned as a scan.
-- How the viewer stands to the authors is only asked for where :with_follows says so: cards do not show it.
SELECT
    p.id,
    p.author_id,
    p.body,
    p.body_html,
    p.created_at,
    p.edited_at,
    p.reply_to_id,
    p.root_id,
    p.repost_of_id,
    p.quote_of_id,
    p.is_reply,
    p.is_quote,
    p.reply_audience,
    p.likes_count,
    p.comments_count,
    p.reposts_count,
    p.quotes_count,
    p.shares_count,
    a.username,
    a.display_name,
    a.bio,
    a.link,
    a.avatar_key,
    a.is_private,
    a.created_at AS author_created_at,
    CASE
        WHEN p.reply_to_id IS NOT NULL
            THEN (
                SELECT u.username
                FROM posts AS answered
                INNER JOIN rules.visible_users(:viewer_id) AS u ON u.id = answered.author_id
                WHERE answered.id = p.reply_to_id
            )
    END AS reply_to_username,
    coalesce((
        SELECT true FROM likes AS l WHERE l.post_id = p.id AND l.user_id = :viewer_id::bigint
        LIMIT 1
    ), false) AS viewer_liked,
    coalesce((
        SELECT true FROM posts AS r
        WHERE r.repost_of_id = p.id AND r.author_id = :viewer_id AND r.deleted_at IS NULL
        LIMIT 1
    ), false) AS viewer_reposted,
    coalesce((
        SELECT true FROM saves AS s WHERE s.post_id = p.id AND s.user_id = :viewer_id
        LIMIT 1
    ), false) AS viewer_saved,
    :with_follows::boolean AND coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = a.id
        LIMIT 1
    ), false) AS viewer_following,
    :with_follows::boolean AND coalesce((
        SELECT true FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = a.id
        LIMIT 1
    ), false) AS viewer_requested,
    :with_follows::boolean AND coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = a.id AND f.followee_id = :viewer_id
        LIMIT 1
    ), false) AS viewer_followed_by,
    p.author_id = ANY(ARRAY(
        SELECT m.muted_id FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND (m.ends_at IS NULL OR m.ends_at > now())
    )) AS viewer_muting,
    p.root_id = ANY(ARRAY(
        SELECT t.root_id FROM muted_threads AS t WHERE t.user_id = :viewer_id
    )) AS viewer_thread_muted,
    p.id = ANY(ARRAY(
        SELECT h.post_id
        FROM hidden_posts AS h
        WHERE h.user_id = :viewer_id AND h.post_id = ANY(ARRAY(SELECT n.id FROM needed AS n))
    )) AS viewer_hiding,
    p.id = ANY(ARRAY(
        SELECT w.post_id
        FROM less_like AS w
        WHERE w.user_id = :viewer_id AND w.post_id = ANY(ARRAY(SELECT n.id FROM needed AS n))
    )) AS viewer_wants_less,
    (
        p.reply_audience = 'everyone'
        AND (
            p.root_id = p.id
            OR (SELECT root.reply_audience FROM posts AS root WHERE root.id = p.root_id) = 'everyone'
        )
    ) OR rules.can_reply(:viewer_id, p.id) AS viewer_can_reply,
    CASE WHEN p.has_media THEN rules.post_media(p.id) END AS media,
    p.held_for_id,
    p.content_note,
    p.author_id = :viewer_id AND p.id = ANY(ARRAY(
        SELECT x.post_id FROM pinned_posts AS x WHERE x.user_id = :viewer_id
    )) AS viewer_pinned,
    (
        SELECT
            jsonb_build_object(
                'url', c.url, 'site_name', c.site_name, 'title', c.title, 'description', c.description,
                'image_key', c.image_key, 'image_width', c.image_width, 'image_height', c.image_height
            )::text
        FROM post_links AS l
        INNER JOIN link_cards AS c ON c.id = l.card_id
        WHERE l.post_id = p.id AND c.state = 'ready'
    ) AS link_card,
    (
        SELECT
            jsonb_build_object(
                'options', o.options, 'option_counts', o.option_counts, 'votes_count', o.votes_count,
                'is_multiple', o.is_multiple, 'ends_at', extract(EPOCH FROM o.ends_at), 'is_ended', o.ends_at <= now()
            )::text
        FROM polls AS o
        WHERE o.post_id = p.id
    ) AS poll,
    (
        SELECT to_json(v.choices)::text FROM poll_votes AS v WHERE v.post_id = p.id AND v.user_id = :viewer_id
    ) AS viewer_choices
FROM rules.visible_posts(:viewer_id) AS p
INNER JOIN users AS a ON a.id = p.author_id
WHERE p.id = ANY(ARRAY(SELECT n.id FROM needed AS n))
