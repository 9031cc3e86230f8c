-- Notifications: made and taken back with the act itself, in its transaction.

-- Whether the reader wants to be told of such acts, and has not muted the conversation (NULL: it is in none).
-- plpgsql, because it keeps its plan from call to call on every version of PostgreSQL.
CREATE FUNCTION rules.wants_to_hear(reader_id bigint, notification_kind text, thread_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT 1
        FROM notification_preferences AS p
        WHERE p.user_id = reader_id AND p.kind = notification_kind AND p.delivery = 'off'
    )
    AND NOT EXISTS (SELECT 1 FROM muted_threads AS t WHERE t.user_id = reader_id AND t.root_id = thread_id);
END
$$;

-- About people; what is about posts is told by the triggers of posts, mentions and likes.
CREATE FUNCTION rules.notify(
    reader_id bigint, notification_kind text, act_by bigint, about_post_id bigint
) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT reader_id, notification_kind, act_by, about_post_id
    WHERE reader_id IS NOT NULL
        AND rules.may_notify(reader_id, act_by)
        AND rules.wants_to_hear(reader_id, notification_kind, NULL)
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION rules.after_notifications_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO outbox (type, data)
    SELECT
        'notification.created',
        jsonb_build_object('notification_id', n.id::text, 'user_id', n.user_id::text)
    FROM new_rows AS n;
    -- Browsers that want to hear while no page is open. Most people have none.
    PERFORM rules.enqueue_for('push_notification', n.id, 'push-' || n.id)
    FROM new_rows AS n
    WHERE n.user_id = ANY(ARRAY(
        SELECT s.user_id FROM push_subscriptions AS s WHERE s.user_id IN (SELECT told.user_id FROM new_rows AS told)
    ));
    RETURN NULL;
END
$$;

CREATE TRIGGER notifications_insert AFTER INSERT ON notifications
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_notifications_insert();

-- Reading is all that ever changes a row: the reader's other pages show it too.
CREATE FUNCTION rules.after_notifications_read() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO outbox (type, data)
    SELECT
        'notification.read',
        jsonb_build_object(
            'user_id', n.user_id::text,
            -- A group is listed under the id of its newest row. Who reads more at once reads everything.
            'notification_ids', to_jsonb((array_agg(DISTINCT n.closed_group_id::text))[1:100])
        )
    FROM new_rows AS n
    WHERE n.closed_group_id <> 0
    GROUP BY n.user_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER notifications_read AFTER UPDATE ON notifications
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_notifications_read();

-- Taken back with its act, pruned or closed by a block: the number on the reader's open pages goes down.
CREATE FUNCTION rules.after_notifications_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO outbox (type, data)
    SELECT DISTINCT 'notification.deleted', jsonb_build_object('user_id', o.user_id::text)
    FROM old_rows AS o
    WHERE o.read_at IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER notifications_deleted AFTER DELETE ON notifications
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_notifications_delete();

-- A mention is told once, and only to a person who may read the post.
CREATE FUNCTION rules.after_mentions_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT n.user_id, 'mention', p.author_id, p.id
    FROM new_rows AS n
    INNER JOIN posts AS p ON p.id = n.post_id
    LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
    LEFT JOIN posts AS quoted ON quoted.id = p.quote_of_id
    WHERE rules.may_notify(n.user_id, p.author_id)
        AND rules.can_read_author(n.user_id, p.author_id)
        AND p.held_for_id IS NULL
        AND rules.wants_to_hear(n.user_id, 'mention', p.root_id)
        -- Whoever is answered or quoted hears of the post by that already.
        AND n.user_id IS DISTINCT FROM answered.author_id
        AND n.user_id IS DISTINCT FROM quoted.author_id
    ON CONFLICT DO NOTHING;
    -- Whoever asked to be told of each new post, or follows the conversation, hears of this one as a mention.
    DELETE FROM notifications AS told
    USING new_rows AS n
    INNER JOIN posts AS p ON p.id = n.post_id
    WHERE told.user_id = n.user_id AND told.kind IN ('post', 'reply') AND told.actor_id = p.author_id
        AND coalesce(told.post_id, 0) = p.id
        AND EXISTS (
            SELECT 1 FROM notifications AS mention
            WHERE mention.user_id = n.user_id AND mention.kind = 'mention' AND mention.actor_id = p.author_id
                AND coalesce(mention.post_id, 0) = p.id
        );
    RETURN NULL;
END
$$;

CREATE TRIGGER mentions_insert AFTER INSERT ON mentions
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_mentions_insert();

-- The reader's notifications that may be shown now: the actor is visible and not muted, and so is the post;
-- a repost counts as a post of the one who reposted. LIMIT keeps each check a walk along indexes.
CREATE FUNCTION rules.shown_notifications(reader_id bigint) RETURNS SETOF notifications
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
AS $$
    SELECT n.*
    FROM notifications AS n
    CROSS JOIN LATERAL (
        SELECT u.id, u.is_private
        FROM rules.visible_users(reader_id) AS u
        WHERE u.id = n.actor_id
            AND NOT EXISTS (
                SELECT 1
                FROM mutes AS m
                WHERE m.muter_id = reader_id AND m.muted_id = u.id AND (m.ends_at IS NULL OR m.ends_at > now())
            )
        LIMIT 1
    ) AS actor
    LEFT JOIN LATERAL (
        SELECT p.id FROM rules.feed_posts(reader_id) AS p WHERE p.id = n.post_id LIMIT 1
    ) AS post ON true
    WHERE n.user_id = reader_id
        AND (n.post_id IS NULL OR post.id IS NOT NULL)
        AND (
            n.kind <> 'repost'
            OR NOT actor.is_private
            OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = reader_id AND f.followee_id = actor.id)
        )
$$;

-- Whether a row from this id on may be shown, of one group of the reader's: then the group is listed there.
-- plpgsql, because it keeps its plan from call to call, and costs nothing where it is not called.
CREATE FUNCTION rules.is_led_from(
    reader_id bigint, notification_kind text, key bigint, closed_id bigint, from_id bigint
) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce((
        SELECT true
        FROM rules.shown_notifications(reader_id) AS n
        WHERE n.kind = notification_kind
            AND n.group_key = key
            AND n.closed_group_id = closed_id
            AND n.id >= from_id
        LIMIT 1
    ), false);
END
$$;

-- How many unread groups the reader has, up to 100: the bell shows 99+ from there on. Runs with every request of
-- a signed-in person, so it steps along notifications_unread from group to group, never through the rows of one,
-- and asks for each only until one row of it may be shown (notifications_group). Groups that may not be shown are
-- passed over, 1,000 groups in all.
-- plpgsql, because it keeps its plan from call to call on every version of PostgreSQL.
CREATE FUNCTION rules.count_unread_groups(reader_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        WITH RECURSIVE open_groups AS (
            (
                SELECT n.kind, n.group_key
                FROM notifications AS n
                WHERE n.user_id = reader_id AND n.read_at IS NULL
                ORDER BY n.kind, n.group_key
                LIMIT 1
            )
            UNION ALL
            SELECT following.kind, following.group_key
            FROM open_groups AS o
            CROSS JOIN LATERAL (
                SELECT n.kind, n.group_key
                FROM notifications AS n
                WHERE n.user_id = reader_id
                    AND n.read_at IS NULL
                    AND (n.kind, n.group_key) > (o.kind, o.group_key)
                ORDER BY n.kind, n.group_key
                LIMIT 1
            ) AS following
        )

        SELECT count(*)
        FROM (
            SELECT 1
            FROM (SELECT o.kind, o.group_key FROM open_groups AS o LIMIT 1000) AS open_group
            CROSS JOIN LATERAL (
                SELECT 1
                FROM rules.shown_notifications(reader_id) AS shown
                WHERE shown.kind = open_group.kind
                    AND shown.group_key = open_group.group_key
                    AND shown.closed_group_id = 0
                LIMIT 1
            ) AS one_shown
            LIMIT 100
        ) AS counted
    );
END
$$;
