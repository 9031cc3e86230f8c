-- Everything that a card shows of these posts, and of what they repost or quote, as far as the viewer may see it.
-- `coalesce((… LIMIT 1), false)` where EXISTS would do: the planner may turn EXISTS into a hash of all that
-- the viewer ever liked or follows.
-- returns: many
-- Leans on the primary keys: the ids are put into one array first, because a join would be planned as a scan.
-- The caller puts the rows into its own order. How the viewer stands to the authors is only asked for where
-- :with_follows says so: cards do not show it.
WITH needed AS (
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
)

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
    answered_author.username AS reply_to_username,
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
    coalesce((
        SELECT true FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND m.muted_id = a.id AND (m.ends_at IS NULL OR m.ends_at > now())
        LIMIT 1
    ), false) AS viewer_muting,
    coalesce((
        SELECT true FROM muted_threads AS t WHERE t.user_id = :viewer_id AND t.root_id = p.root_id
        LIMIT 1
    ), false) AS viewer_thread_muted,
    coalesce((
        SELECT true FROM hidden_posts AS h WHERE h.user_id = :viewer_id AND h.post_id = p.id
        LIMIT 1
    ), false) AS viewer_hiding,
    coalesce((
        SELECT true FROM less_like AS w WHERE w.user_id = :viewer_id AND w.post_id = p.id
        LIMIT 1
    ), false) AS viewer_wants_less,
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
    coalesce((
        SELECT true FROM pinned_posts AS x WHERE x.user_id = :viewer_id AND x.post_id = p.id
        LIMIT 1
    ), false) AS viewer_pinned,
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
LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
LEFT JOIN rules.visible_users(:viewer_id) AS answered_author ON answered_author.id = answered.author_id
WHERE p.id = ANY(ARRAY(SELECT n.id FROM needed AS n))
