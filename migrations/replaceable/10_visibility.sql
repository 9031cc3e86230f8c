-- Who may see what (SPEC, Decided 18): the only place that decides. Each is one inlined SELECT, so a query
-- that reads from it keeps its indexes.

-- Whether two people have a block between them, in either direction.
CREATE FUNCTION rules.is_blocked_between(one_id bigint, other_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT EXISTS (SELECT 1 FROM blocks AS b WHERE b.blocker_id = one_id AND b.blocked_id = other_id)
        OR EXISTS (SELECT 1 FROM blocks AS b WHERE b.blocker_id = other_id AND b.blocked_id = one_id)
$$;

-- People whose card the viewer may see; a private person's card is visible, the content is not.
CREATE FUNCTION rules.visible_users(viewer_id bigint) RETURNS SETOF users
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT u.*
    FROM users AS u
    WHERE u.state = 'active'
        AND NOT EXISTS (
            SELECT 1 FROM blocks AS b WHERE b.blocker_id = u.id AND b.blocked_id = viewer_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM blocks AS b WHERE b.blocker_id = viewer_id AND b.blocked_id = u.id
        )
$$;

-- Posts with what everybody sees of their authors. The stamps of both rows: while they stay the same, so does all that
-- the rows say.
CREATE VIEW rules.authored_posts AS
SELECT
    p.*,  -- noqa: AM04
    -- The same as author_id: what is said of it is asked together with the author's row, not after the join.
    a.id AS account_id,
    a.username,
    a.display_name,
    a.bio,
    a.link,
    a.avatar_key,
    a.is_private,
    a.created_at AS author_created_at,
    a.state AS author_state,
    a.is_out_of_for_you,
    p.xmin AS post_stamp,
    a.xmin AS author_stamp
FROM posts AS p
INNER JOIN users AS a ON a.id = p.author_id;

-- Posts that the viewer (NULL: signed out) may read at their address.
CREATE FUNCTION rules.visible_posts(viewer_id bigint) RETURNS SETOF rules.authored_posts
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT p.*
    FROM rules.authored_posts AS p
    WHERE p.deleted_at IS NULL
        AND p.author_state = 'active'
        AND (
            NOT p.is_private
            OR p.account_id = viewer_id
            -- Not EXISTS: the planner may turn that into a hash of all that the viewer follows.
            OR (
                SELECT true FROM follows AS f WHERE f.follower_id = viewer_id AND f.followee_id = p.account_id LIMIT 1
            )
        )
        AND NOT EXISTS (
            SELECT 1 FROM blocks AS b WHERE b.blocker_id = p.account_id AND b.blocked_id = viewer_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM blocks AS b WHERE b.blocker_id = viewer_id AND b.blocked_id = p.account_id
        )
        -- Waits for approval, or was hidden by a moderator.
        AND (p.held_for_id IS NULL OR viewer_id IN (p.author_id, p.held_for_id))
$$;

-- Visible posts minus what the viewer asked not to be shown: for feeds, banner, suggestions, notifications.
CREATE FUNCTION rules.feed_posts(viewer_id bigint) RETURNS SETOF rules.authored_posts
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT p.*
    FROM rules.visible_posts(viewer_id) AS p
    WHERE NOT EXISTS (
        SELECT 1
        FROM mutes AS m
        WHERE m.muter_id = viewer_id AND m.muted_id = p.author_id AND (m.ends_at IS NULL OR m.ends_at > now())
    )
    -- Hidden words, in what the post says, content note included, reposts or quotes. Arrays, here and below: they are
    -- made once for the query, and the planner does not take them for a reason to read all posts. Who hides nothing has
    -- an empty one.
    AND NOT (
        CASE
            WHEN p.author_id <> viewer_id AND EXISTS (SELECT 1 FROM hidden_patterns AS h WHERE h.user_id = viewer_id)
                THEN fold(p.content_note || ' ' || p.body || ' ' || coalesce((
                    SELECT o.content_note || ' ' || o.body
                    FROM posts AS o
                    WHERE o.id = coalesce(p.repost_of_id, p.quote_of_id)
                ), ''))
            ELSE ''
        END
        ~ ANY(ARRAY(SELECT h.pattern FROM hidden_patterns AS h WHERE h.user_id = viewer_id AND h.ends_at > now()))
    )
    -- Hidden words in the post that is answered, or in the first one of the conversation, where they were hidden with
    -- their thread.
    AND NOT (
        CASE
            WHEN p.is_reply AND p.author_id <> viewer_id AND EXISTS (
                SELECT 1 FROM hidden_patterns AS h WHERE h.user_id = viewer_id AND h.hides_threads
            )
                THEN fold(coalesce((
                    SELECT string_agg(o.content_note || ' ' || o.body, ' ')
                    FROM posts AS o
                    WHERE o.id IN (p.root_id, p.reply_to_id) AND o.author_id <> viewer_id
                ), ''))
            ELSE ''
        END
        ~ ANY(ARRAY(
            SELECT h.pattern FROM hidden_patterns AS h
            WHERE h.user_id = viewer_id AND h.hides_threads AND h.ends_at > now()
        ))
    )
    -- A limited account is shown to its followers only.
    AND p.author_id <> ALL(ARRAY(
        SELECT l.user_id
        FROM limited_users AS l
        WHERE l.user_id IS DISTINCT FROM viewer_id
            AND NOT coalesce((
                SELECT true FROM follows AS f WHERE f.follower_id = viewer_id AND f.followee_id = l.user_id LIMIT 1
            ), false)
    ))
    AND NOT coalesce((
        SELECT true FROM muted_threads AS t WHERE t.user_id = viewer_id AND t.root_id = p.root_id LIMIT 1
    ), false)
    -- The same for what it reposts or quotes.
    AND NOT coalesce((
        SELECT true
        FROM posts AS o
        INNER JOIN muted_threads AS t ON t.user_id = viewer_id AND t.root_id = o.root_id
        WHERE o.id = coalesce(p.repost_of_id, p.quote_of_id)
        LIMIT 1
    ), false)
    -- Hidden by the viewer, also as somebody's repost. Not EXISTS: this stays one look at an index, and the planner
    -- takes it for neither rare nor common.
    AND NOT coalesce((
        SELECT true
        FROM hidden_posts AS h
        WHERE h.user_id = viewer_id AND h.post_id = coalesce(p.repost_of_id, p.id)
        LIMIT 1
    ), false)
$$;

-- Feed posts whose authors let them be recommended: for For you, with a model or without, and for the trainer.
CREATE FUNCTION rules.for_you_posts(viewer_id bigint) RETURNS SETOF rules.authored_posts
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT p.*
    FROM rules.feed_posts(viewer_id) AS p
    WHERE NOT p.is_out_of_for_you
$$;

-- Feed posts as Following shows them: without reposts of what muted people wrote, and without the reposts or quotes of
-- those followed people of whom the viewer wants none.
CREATE FUNCTION rules.following_posts(viewer_id bigint) RETURNS SETOF rules.authored_posts
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT p.*
    FROM rules.feed_posts(viewer_id) AS p
    WHERE NOT (
        p.repost_of_id IS NOT NULL
        AND p.author_id = ANY(ARRAY(
            SELECT f.followee_id FROM follows AS f WHERE f.follower_id = viewer_id AND f.hides_reposts
        ))
    )
    AND NOT (
        p.is_quote
        AND p.author_id = ANY(ARRAY(
            SELECT f.followee_id FROM follows AS f WHERE f.follower_id = viewer_id AND f.hides_quotes
        ))
    )
    -- Not NOT EXISTS: the planner may turn that into a hash of all posts.
    AND NOT coalesce((
        SELECT true
        FROM posts AS original
        INNER JOIN mutes AS m ON m.muter_id = viewer_id AND m.muted_id = original.author_id
        WHERE original.id = p.repost_of_id AND (m.ends_at IS NULL OR m.ends_at > now())
        LIMIT 1
    ), false)
$$;

-- Whether feed_posts leaves something out for this person because of words that they hide.
CREATE FUNCTION rules.hides_words(viewer_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT EXISTS (SELECT 1 FROM hidden_patterns AS h WHERE h.user_id = viewer_id AND h.ends_at > now())
$$;

-- Whether following_posts leaves more out for this person than a stamp tells by itself (posts/_stamps: visible, and the
-- marks): whoever gives it another clause for what the viewer asked for adds its table here.
CREATE FUNCTION rules.has_feed_filters(viewer_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT rules.hides_words(viewer_id)
        OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = viewer_id AND (f.hides_reposts OR f.hides_quotes))
$$;

-- Whether `actor_id` may cause a notification for `reader_id`: never one's own acts, nor those of people
-- who are blocked, muted, suspended, or whose content the reader may not see.
CREATE FUNCTION rules.may_notify(reader_id bigint, actor_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT reader_id <> actor_id
        AND EXISTS (SELECT 1 FROM users AS u WHERE u.id = actor_id AND u.state = 'active')
        AND NOT EXISTS (SELECT 1 FROM blocks AS b WHERE b.blocker_id = reader_id AND b.blocked_id = actor_id)
        AND NOT EXISTS (SELECT 1 FROM blocks AS b WHERE b.blocker_id = actor_id AND b.blocked_id = reader_id)
        AND NOT EXISTS (
            SELECT 1
            FROM mutes AS m
            WHERE m.muter_id = reader_id AND m.muted_id = actor_id
                AND (m.ends_at IS NULL OR m.ends_at > now())
        )
$$;

-- Whether the author's posts are open to the viewer, when the post itself is not yet visible to a query.
CREATE FUNCTION rules.can_read_author(viewer_id bigint, author_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM users AS a
        WHERE a.id = author_id
            AND a.state = 'active'
            AND (
                NOT a.is_private
                OR a.id = viewer_id
                OR EXISTS (
                    SELECT 1 FROM follows AS f WHERE f.follower_id = viewer_id AND f.followee_id = a.id
                )
            )
            AND NOT rules.is_blocked_between(viewer_id, author_id)
    )
$$;
