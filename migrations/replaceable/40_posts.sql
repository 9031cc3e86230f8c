-- Posts: conversation, fan-out, counters, notifications and events. Rows are locked in one order everywhere:
-- users by id, then posts by id. So whoever sets deleted_at locks the author's row of users first.

-- Whether the audience that one post names has this person in it.
CREATE FUNCTION rules.is_in_audience(
    viewer_id bigint, of_post_id bigint, of_author_id bigint, audience text
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN audience = 'everyone' OR of_author_id = viewer_id THEN true
        WHEN audience = 'following'
            THEN EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = of_author_id AND f.followee_id = viewer_id)
        ELSE EXISTS (SELECT 1 FROM mentions AS m WHERE m.post_id = of_post_id AND m.user_id = viewer_id)
    END
$$;

-- Whether this person may answer a post: its own audience and that of the first post of the conversation, which
-- goes on governing when that post is deleted, both have to allow it.
CREATE FUNCTION rules.can_reply(viewer_id bigint, answered_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT coalesce(bool_and(rules.is_in_audience(viewer_id, g.id, g.author_id, g.reply_audience)), false)
    FROM posts AS p
    INNER JOIN posts AS g ON g.id IN (p.id, p.root_id)
    WHERE p.id = answered_id
$$;

CREATE FUNCTION rules.before_post_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.is_reply := NEW.reply_to_id IS NOT NULL;
    NEW.is_quote := NEW.quote_of_id IS NOT NULL;
    NEW.root_id := coalesce(
        (SELECT answered.root_id FROM posts AS answered WHERE answered.id = NEW.reply_to_id), NEW.id
    );
    NEW.held_for_id := rules.held_for(NEW.author_id, NEW.reply_to_id);
    -- The lock makes posting and being followed wait for each other: a new follower either is among the
    -- readers of the fan-out, or finds this post in the backfill.
    SELECT NOT author.is_pulled INTO NEW.is_fanned_out
    FROM users AS author
    WHERE author.id = NEW.author_id
    FOR NO KEY UPDATE;
    NEW.is_fanned_out := coalesce(NEW.is_fanned_out, true);
    RETURN NEW;
END
$$;

CREATE TRIGGER posts_before_insert BEFORE INSERT ON posts
FOR EACH ROW EXECUTE FUNCTION rules.before_post_insert();

-- Writes the posts with these ids into the home feeds of their author and, where they are fanned out, of the
-- author's followers. A reply goes to those only who follow, or are, the person it answers.
CREATE FUNCTION rules.fan_out(post_ids bigint[]) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    INSERT INTO home_feed (user_id, post_id, author_id, answered_id)
    SELECT reader.id, p.id, p.author_id, answered.author_id
    FROM posts AS p
    LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
    CROSS JOIN LATERAL (
        SELECT p.author_id AS id
        UNION ALL
        SELECT f.follower_id AS id FROM follows AS f WHERE f.followee_id = p.author_id AND p.is_fanned_out
    ) AS reader
    WHERE p.id = ANY(post_ids)
        AND (
            NOT p.is_reply
            OR answered.author_id IN (reader.id, p.author_id)
            OR EXISTS (
                SELECT 1
                FROM follows AS f
                WHERE f.follower_id = reader.id AND f.followee_id = answered.author_id
            )
        )
    ON CONFLICT DO NOTHING
$$;

-- Adds `step` to the counters of what the given posts answer, repost and quote. Private authors and held posts do not
-- count; `with_held` counts what has just become held.
CREATE FUNCTION rules.count_references(
    post_ids bigint[], step integer, with_held boolean DEFAULT false
) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    target_ids bigint [] := ARRAY(
        SELECT DISTINCT t.id
        FROM posts AS p
        INNER JOIN users AS a ON a.id = p.author_id AND NOT a.is_private AND a.state = 'active'
        CROSS JOIN LATERAL (VALUES (p.reply_to_id), (p.repost_of_id), (p.quote_of_id)) AS t (id)
        WHERE p.id = ANY(post_ids) AND t.id IS NOT NULL AND (with_held OR p.held_for_id IS NULL)
    );
BEGIN
    IF target_ids = '{}' THEN RETURN; END IF;
    PERFORM 1 FROM posts AS p WHERE p.id = ANY(target_ids) ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS target
    SET
        comments_count = target.comments_count + step * counted.comments,
        reposts_count = target.reposts_count + step * counted.reposts,
        quotes_count = target.quotes_count + step * counted.quotes
    FROM (
        SELECT
            t.id,
            count(*) FILTER (WHERE t.id = p.reply_to_id) AS comments,
            count(*) FILTER (WHERE t.id = p.repost_of_id) AS reposts,
            count(*) FILTER (WHERE t.id = p.quote_of_id) AS quotes
        FROM unnest(target_ids) AS t (id)
        INNER JOIN posts AS p
            ON p.id = ANY(post_ids) AND t.id IN (p.reply_to_id, p.repost_of_id, p.quote_of_id)
                AND (with_held OR p.held_for_id IS NULL)
        INNER JOIN users AS a ON a.id = p.author_id AND NOT a.is_private AND a.state = 'active'
        GROUP BY t.id
    ) AS counted
    WHERE target.id = counted.id;
    INSERT INTO outbox (type, data)
    SELECT 'post.counts', jsonb_build_object('post_id', t.id::text) FROM unnest(target_ids) AS t (id);
END
$$;

CREATE FUNCTION rules.after_posts_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    new_ids bigint [] := ARRAY(SELECT n.id FROM new_rows AS n);
BEGIN
    UPDATE users AS author
    SET posts_count = author.posts_count + counted.posts
    FROM (
        SELECT n.author_id, count(*) AS posts
        FROM new_rows AS n
        WHERE NOT n.is_reply AND n.repost_of_id IS NULL
        GROUP BY n.author_id
    ) AS counted
    WHERE author.id = counted.author_id;

    PERFORM rules.count_references(new_ids, 1);
    -- Old posts out of an archive are no news: they are found on the profile.
    IF current_setting('skein.quiet', true) = 'on' THEN RETURN NULL; END IF;
    PERFORM rules.fan_out(new_ids);

    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT told.user_id, told.kind, n.author_id, told.post_id
    FROM new_rows AS n
    LEFT JOIN posts AS answered ON answered.id = n.reply_to_id
    LEFT JOIN posts AS reposted ON reposted.id = n.repost_of_id
    LEFT JOIN posts AS quoted ON quoted.id = n.quote_of_id
    CROSS JOIN LATERAL (
        VALUES
        (answered.author_id, 'reply', n.id, n.root_id),
        -- Of a repost nobody is told when the original was deleted meanwhile.
        (CASE WHEN reposted.deleted_at IS NULL THEN reposted.author_id END, 'repost', reposted.id, reposted.root_id),
        (
            CASE WHEN quoted.author_id IS DISTINCT FROM answered.author_id THEN quoted.author_id END,
            'quote', n.id, quoted.root_id
        )
    ) AS told (user_id, kind, post_id, thread_id)
    WHERE told.user_id IS NOT NULL
        AND n.held_for_id IS NULL
        AND rules.may_notify(told.user_id, n.author_id)
        AND rules.can_read_author(told.user_id, n.author_id)
        AND rules.wants_to_hear(told.user_id, told.kind, told.thread_id)
    ON CONFLICT DO NOTHING;

    -- Whoever follows the conversation hears of each reply in it.
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT t.user_id, 'reply', n.author_id, n.id
    FROM new_rows AS n
    INNER JOIN followed_threads AS t ON t.root_id = n.root_id
    WHERE n.is_reply
        AND n.held_for_id IS NULL
        AND rules.may_notify(t.user_id, n.author_id)
        AND rules.can_read_author(t.user_id, n.author_id)
        AND rules.wants_to_hear(t.user_id, 'reply', n.root_id)
    ON CONFLICT DO NOTHING;

    -- Whoever asked to hear of each new post of the author; of a repost it is the author's own words that are news.
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT f.follower_id, 'post', n.author_id, n.id
    FROM new_rows AS n
    INNER JOIN follows AS f ON f.followee_id = n.author_id AND f.wants_posts
    LEFT JOIN posts AS quoted ON quoted.id = n.quote_of_id
    WHERE NOT n.is_reply
        AND n.repost_of_id IS NULL
        AND n.held_for_id IS NULL
        -- Hears of it as a quote already.
        AND quoted.author_id IS DISTINCT FROM f.follower_id
        AND rules.may_notify(f.follower_id, n.author_id)
        AND rules.wants_to_hear(f.follower_id, 'post', n.root_id)
    ON CONFLICT DO NOTHING;

    INSERT INTO outbox (type, data)
    SELECT
        'post.created',
        jsonb_strip_nulls(jsonb_build_object(
            'post_id', n.id::text, 'author_id', n.author_id::text,
            'reply_to_id', n.reply_to_id::text, 'repost_of_id', n.repost_of_id::text
        ))
    FROM new_rows AS n
    WHERE n.held_for_id IS NULL
    UNION ALL
    SELECT
        'reply.created',
        jsonb_build_object(
            'post_id', n.reply_to_id::text, 'reply_id', n.id::text, 'author_id', n.author_id::text
        )
    FROM new_rows AS n
    WHERE n.is_reply AND n.held_for_id IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_insert AFTER INSERT ON posts
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_posts_insert();

CREATE FUNCTION rules.after_post_deleted() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NOT OLD.is_reply AND OLD.repost_of_id IS NULL AND OLD.held_for_id IS NULL THEN
        UPDATE users AS author SET posts_count = author.posts_count - 1 WHERE author.id = OLD.author_id;
    END IF;
    PERFORM rules.count_references(ARRAY[OLD.id], -1);
    DELETE FROM notifications AS n WHERE n.post_id = OLD.id;
    IF OLD.repost_of_id IS NOT NULL THEN
        DELETE FROM notifications AS n
        WHERE n.actor_id = OLD.author_id AND n.kind = 'repost' AND n.post_id = OLD.repost_of_id;
    END IF;
    PERFORM rules.emit('post.deleted', jsonb_strip_nulls(jsonb_build_object(
        'post_id', OLD.id::text, 'author_id', OLD.author_id::text,
        -- A reply that was held is news to nobody who listens to what it answers.
        'reply_to_id', CASE WHEN OLD.held_for_id IS NULL THEN OLD.reply_to_id::text END,
        'repost_of_id', OLD.repost_of_id::text
    )));
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_deleted AFTER UPDATE OF deleted_at ON posts
FOR EACH ROW WHEN (old.deleted_at IS NULL AND new.deleted_at IS NOT NULL)
EXECUTE FUNCTION rules.after_post_deleted();

CREATE FUNCTION rules.after_post_edited() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO post_edits (post_id, body, body_html, written_at)
    VALUES (OLD.id, OLD.body, OLD.body_html, coalesce(OLD.edited_at, OLD.created_at));
    PERFORM rules.emit(
        'post.updated', jsonb_build_object('post_id', OLD.id::text, 'author_id', OLD.author_id::text)
    );
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_edited AFTER UPDATE OF body ON posts
FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body)
EXECUTE FUNCTION rules.after_post_edited();

-- The author of what was quoted took it out: it is not counted any more, and nobody is told of it.
CREATE FUNCTION rules.after_quote_detached() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM rules.recount_references(ARRAY[OLD.quote_of_id]);
    DELETE FROM notifications AS n WHERE n.post_id = NEW.id AND n.kind = 'quote';
    PERFORM rules.emit(
        'post.updated', jsonb_build_object('post_id', NEW.id::text, 'author_id', NEW.author_id::text)
    );
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_detached AFTER UPDATE OF quote_of_id ON posts
FOR EACH ROW WHEN (old.quote_of_id IS NOT NULL AND new.quote_of_id IS NULL AND new.deleted_at IS NULL)
EXECUTE FUNCTION rules.after_quote_detached();

-- A reply that its conversation's author hides leaves the open pages, and comes back when it is shown again.
CREATE FUNCTION rules.after_hidden_replies_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO outbox (type, data)
    SELECT
        CASE WHEN TG_OP = 'INSERT' THEN 'reply.hidden' ELSE 'reply.created' END,
        jsonb_build_object(
            'post_id', reply.reply_to_id::text, 'reply_id', reply.id::text, 'author_id', reply.author_id::text
        )
    FROM changed_rows AS changed
    INNER JOIN posts AS reply ON reply.id = changed.post_id
    WHERE reply.reply_to_id IS NOT NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER hidden_replies_insert AFTER INSERT ON hidden_replies
REFERENCING NEW TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_hidden_replies_change();

CREATE TRIGGER hidden_replies_delete AFTER DELETE ON hidden_replies
REFERENCING OLD TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_hidden_replies_change();
