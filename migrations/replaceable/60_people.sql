-- Follows, requests, blocks and privacy: counters, the home feed, notifications.

-- How many of a followed person's posts enter the follower's feed at once.
CREATE FUNCTION rules.backfill_size() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT 1000 $$;

CREATE FUNCTION rules.before_follow_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    -- Both rows, in one order, before any counter: two people who follow each other at once do not deadlock.
    PERFORM 1 FROM users AS u WHERE u.id IN (NEW.follower_id, NEW.followee_id)
    ORDER BY u.id FOR NO KEY UPDATE;
    SELECT u.is_pulled INTO NEW.is_pulled FROM users AS u WHERE u.id = NEW.followee_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER follows_before_insert BEFORE INSERT ON follows
FOR EACH ROW EXECUTE FUNCTION rules.before_follow_insert();

-- Puts into the reader's feed what the newly followed person wrote, and what people already followed
-- answered to that person.
CREATE FUNCTION rules.backfill(reader_id bigint, new_followee_id bigint) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    INSERT INTO home_feed (user_id, post_id, author_id, answered_id)
    SELECT reader_id, p.id, p.author_id, answered.author_id
    FROM (
        (
            SELECT own.* FROM posts AS own
            WHERE own.author_id = new_followee_id AND own.deleted_at IS NULL
            ORDER BY own.id DESC
            LIMIT rules.backfill_size()
        )
        UNION ALL
        (
            SELECT reply.*
            FROM posts AS parent
            INNER JOIN posts AS reply ON reply.reply_to_id = parent.id AND reply.deleted_at IS NULL
            WHERE parent.author_id = new_followee_id
                AND parent.deleted_at IS NULL
                AND reply.author_id <> new_followee_id
                AND (
                    reply.author_id = reader_id
                    OR EXISTS (
                        SELECT 1 FROM follows AS f
                        WHERE f.follower_id = reader_id AND f.followee_id = reply.author_id
                    )
                )
            ORDER BY reply.id DESC
            LIMIT rules.backfill_size()
        )
    ) AS p
    LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
    WHERE (p.is_fanned_out OR p.author_id = reader_id)
        AND (
            NOT p.is_reply
            OR answered.author_id IN (reader_id, p.author_id)
            OR EXISTS (
                SELECT 1 FROM follows AS f
                WHERE f.follower_id = reader_id AND f.followee_id = answered.author_id
            )
        )
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION rules.after_follow_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    followers integer;
BEGIN
    UPDATE users AS u SET following_count = u.following_count + 1 WHERE u.id = NEW.follower_id;
    UPDATE users AS u SET followers_count = u.followers_count + 1 WHERE u.id = NEW.followee_id
    RETURNING u.followers_count INTO followers;

    -- The account outgrew the fan-out: from now on its posts are read where they are.
    IF followers > (SELECT i.fanout_limit FROM instance AS i) AND NOT NEW.is_pulled THEN
        UPDATE users AS u SET is_pulled = true WHERE u.id = NEW.followee_id;
        UPDATE follows AS f SET is_pulled = true WHERE f.followee_id = NEW.followee_id;
    END IF;

    PERFORM rules.backfill(NEW.follower_id, NEW.followee_id);

    -- A follow that answers a request is news for the one who asked.
    IF EXISTS (
        SELECT 1 FROM follow_requests AS r
        WHERE r.requester_id = NEW.follower_id AND r.target_id = NEW.followee_id
    ) THEN
        PERFORM rules.notify(NEW.follower_id, 'request_accepted', NEW.followee_id, NULL);
    ELSE
        PERFORM rules.notify(NEW.followee_id, 'follow', NEW.follower_id, NULL);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follows_insert AFTER INSERT ON follows
FOR EACH ROW EXECUTE FUNCTION rules.after_follow_insert();

CREATE FUNCTION rules.after_follow_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM users AS u WHERE u.id IN (OLD.follower_id, OLD.followee_id)
    ORDER BY u.id FOR NO KEY UPDATE;
    UPDATE users AS u SET following_count = u.following_count - 1 WHERE u.id = OLD.follower_id;
    UPDATE users AS u SET followers_count = u.followers_count - 1 WHERE u.id = OLD.followee_id;
    DELETE FROM home_feed AS h
    WHERE h.user_id = OLD.follower_id
        AND (h.author_id = OLD.followee_id OR h.answered_id = OLD.followee_id);
    DELETE FROM notifications AS n
    WHERE n.actor_id = OLD.follower_id AND n.kind = 'follow' AND n.user_id = OLD.followee_id;
    -- Asking and being accepted once more is news once more.
    DELETE FROM notifications AS n
    WHERE n.actor_id = OLD.followee_id AND n.kind = 'request_accepted' AND n.user_id = OLD.follower_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER follows_delete AFTER DELETE ON follows
FOR EACH ROW EXECUTE FUNCTION rules.after_follow_delete();

CREATE FUNCTION rules.after_follow_request_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM rules.notify(NEW.target_id, 'follow_request', NEW.requester_id, NULL);
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_requests_insert AFTER INSERT ON follow_requests
FOR EACH ROW EXECUTE FUNCTION rules.after_follow_request_insert();

CREATE FUNCTION rules.after_follow_request_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM notifications AS n
    WHERE n.actor_id = OLD.requester_id AND n.kind = 'follow_request' AND n.user_id = OLD.target_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_requests_delete AFTER DELETE ON follow_requests
FOR EACH ROW EXECUTE FUNCTION rules.after_follow_request_delete();

-- A block ends what connects the two, in both directions.
CREATE FUNCTION rules.after_block_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM follows AS f
    WHERE (f.follower_id = NEW.blocker_id AND f.followee_id = NEW.blocked_id)
        OR (f.follower_id = NEW.blocked_id AND f.followee_id = NEW.blocker_id);
    DELETE FROM follow_requests AS r
    WHERE (r.requester_id = NEW.blocker_id AND r.target_id = NEW.blocked_id)
        OR (r.requester_id = NEW.blocked_id AND r.target_id = NEW.blocker_id);
    DELETE FROM notifications AS n
    WHERE (n.user_id = NEW.blocker_id AND n.actor_id = NEW.blocked_id)
        OR (n.user_id = NEW.blocked_id AND n.actor_id = NEW.blocker_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER blocks_insert AFTER INSERT ON blocks
FOR EACH ROW EXECUTE FUNCTION rules.after_block_insert();

-- Replies, reposts and quotes of a private or suspended account are not counted: switching recounts them.
CREATE FUNCTION rules.after_user_privacy_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    post_ids bigint [] := ARRAY(
        SELECT p.id FROM posts AS p
        WHERE p.author_id = NEW.id
            AND p.deleted_at IS NULL
            AND (p.is_reply OR p.is_quote OR p.repost_of_id IS NOT NULL)
    );
    target_ids bigint [];
BEGIN
    target_ids := ARRAY(
        SELECT DISTINCT t.id
        FROM posts AS p
        CROSS JOIN LATERAL (VALUES (p.reply_to_id), (p.repost_of_id), (p.quote_of_id)) AS t (id)
        WHERE p.id = ANY(post_ids) AND t.id IS NOT NULL
    );
    PERFORM rules.recount_references(target_ids);
    RETURN NULL;
END
$$;

CREATE TRIGGER users_privacy AFTER UPDATE OF is_private, state ON users
FOR EACH ROW WHEN (old.is_private IS DISTINCT FROM new.is_private OR old.state IS DISTINCT FROM new.state)
EXECUTE FUNCTION rules.after_user_privacy_change();

-- Sets the reference counters of these posts to what a count says.
CREATE FUNCTION rules.recount_references(target_ids bigint[]) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    IF target_ids = '{}' THEN RETURN; END IF;
    PERFORM 1 FROM posts AS p WHERE p.id = ANY(target_ids) ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS target
    SET
        comments_count = rules.count_comments(target.id),
        reposts_count = rules.count_reposts(target.id),
        quotes_count = rules.count_quotes(target.id)
    WHERE target.id = ANY(target_ids);
    INSERT INTO outbox (type, data)
    SELECT 'post.counts', jsonb_build_object('post_id', t.id::text) FROM unnest(target_ids) AS t (id);
END
$$;

CREATE FUNCTION rules.count_comments(target_id bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT count(*)
    FROM posts AS p
    INNER JOIN users AS a ON a.id = p.author_id AND NOT a.is_private AND a.state = 'active'
    WHERE p.reply_to_id = target_id AND p.deleted_at IS NULL AND p.held_for_id IS NULL
$$;

CREATE FUNCTION rules.count_reposts(target_id bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT count(*)
    FROM posts AS p
    INNER JOIN users AS a ON a.id = p.author_id AND NOT a.is_private AND a.state = 'active'
    WHERE p.repost_of_id = target_id AND p.deleted_at IS NULL
$$;

CREATE FUNCTION rules.count_quotes(target_id bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT count(*)
    FROM posts AS p
    INNER JOIN users AS a ON a.id = p.author_id AND NOT a.is_private AND a.state = 'active'
    WHERE p.quote_of_id = target_id AND p.deleted_at IS NULL AND p.held_for_id IS NULL
$$;

-- Whether a text begins with another one. Bounds instead of LIKE, so that an index with text_pattern_ops serves a
-- prefix that is a parameter too.
CREATE FUNCTION rules.begins_with(whole text, beginning text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT whole ~>=~ beginning AND whole ~<~ (beginning || chr(1114111)) $$;
