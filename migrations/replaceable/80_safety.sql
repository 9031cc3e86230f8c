-- Safety: held replies, hidden words, reports, the log of moderation.

-- Visible posts that a search shows: those of limited accounts to their followers only.
CREATE FUNCTION rules.found_posts(viewer_id bigint) RETURNS SETOF rules.authored_posts
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT p.*
    FROM rules.visible_posts(viewer_id) AS p
    WHERE NOT EXISTS (
        SELECT 1
        FROM limited_users AS l
        WHERE l.user_id = p.author_id
            AND l.user_id IS DISTINCT FROM viewer_id
            AND NOT EXISTS (
                SELECT 1 FROM follows AS f WHERE f.follower_id = viewer_id AND f.followee_id = l.user_id
            )
    )
$$;

-- Visible people whom a search shows: limited accounts to themselves and their followers only.
CREATE FUNCTION rules.found_users(viewer_id bigint) RETURNS SETOF users
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
AS $$
    SELECT u.*
    FROM rules.visible_users(viewer_id) AS u
    WHERE NOT EXISTS (SELECT 1 FROM limited_users AS l WHERE l.user_id = u.id)
        OR u.id = viewer_id
        OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = viewer_id AND f.followee_id = u.id)
$$;

-- A word or phrase as a regular expression for folded texts; any white space stands between its words. A whole one that
-- begins or ends with a letter of a script without spaces may have any letter beside that.
CREATE FUNCTION rules.word_pattern(words text, is_whole_word boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT
        CASE WHEN is_whole_word AND core.words !~ ('^[' || unspaced_letters() || ']') THEN '(?<![[:alnum:]_])' ELSE '' END
        || regexp_replace(
            regexp_replace(core.words, '([^[:alnum:]_[:space:]])', '\\\1', 'g'),
            '[[:space:]]+', '[[:space:]]+', 'g'
        )
        || CASE WHEN is_whole_word AND core.words !~ ('[' || unspaced_letters() || ']$') THEN '(?![[:alnum:]_])' ELSE '' END
    FROM (SELECT fold(btrim(words)) AS words) AS core
$$;

-- Words that have to occur together, in whatever order, as one regular expression.
CREATE FUNCTION rules.words_pattern(words text, also text[], is_whole_word boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN also = '{}' THEN rules.word_pattern(words, is_whole_word)
        ELSE '^' || (
            SELECT string_agg('(?=.*' || rules.word_pattern(w.words, is_whole_word) || ')', '')
            FROM unnest(words || also) AS w (words)
        )
    END
$$;

-- The person's words changed: make their expressions anew.
CREATE FUNCTION rules.after_hidden_words_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    owner_id bigint := coalesce(NEW.user_id, OLD.user_id);
BEGIN
    DELETE FROM hidden_patterns AS h WHERE h.user_id = owner_id;
    INSERT INTO hidden_patterns (user_id, ends_at, hides_threads, pattern)
    SELECT
        w.user_id, w.ends_at, w.hides_threads,
        string_agg(rules.words_pattern(w.words, w.also, w.is_whole_word), '|')
    FROM hidden_words AS w
    INNER JOIN users AS u ON u.id = w.user_id
    WHERE w.user_id = owner_id
    GROUP BY w.user_id, w.ends_at, w.hides_threads;
    RETURN NULL;
END
$$;

CREATE TRIGGER hidden_words_change AFTER INSERT OR DELETE ON hidden_words
FOR EACH ROW EXECUTE FUNCTION rules.after_hidden_words_change();

-- For whom a new reply is held: whoever has it held already above, else the author of what it answers or of the whole
-- conversation, where that person restricts the replying one.
CREATE FUNCTION rules.held_for(new_author_id bigint, answered_id bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(
        CASE WHEN answered.author_id = new_author_id THEN answered.held_for_id END,
        (
            SELECT r.restrictor_id
            FROM restrictions AS r
            WHERE r.restricted_id = new_author_id AND r.restrictor_id IN (answered.author_id, first.author_id)
            ORDER BY r.restrictor_id = answered.author_id DESC
            LIMIT 1
        )
    )
    FROM posts AS answered
    LEFT JOIN posts AS first ON first.id = answered.root_id
    WHERE answered.id = answered_id
$$;

-- A held reply was approved, or a post hidden or shown again by a moderator: counters, notifications, events.
CREATE FUNCTION rules.after_post_held_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    step integer := CASE WHEN NEW.held_for_id IS NULL THEN 1 ELSE -1 END;
BEGIN
    IF NEW.deleted_at IS NOT NULL THEN RETURN NULL; END IF;
    IF NOT NEW.is_reply AND NEW.repost_of_id IS NULL THEN
        UPDATE users AS author SET posts_count = author.posts_count + step WHERE author.id = NEW.author_id;
    END IF;
    IF step = -1 THEN
        PERFORM rules.count_references(ARRAY[NEW.id], -1, true);
        PERFORM rules.emit('post.deleted', jsonb_strip_nulls(jsonb_build_object(
            'post_id', NEW.id::text, 'author_id', NEW.author_id::text, 'reply_to_id', NEW.reply_to_id::text
        )));
        RETURN NULL;
    END IF;
    PERFORM rules.count_references(ARRAY[NEW.id], 1);
    -- Whoever approved it knows of it.
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT told.user_id, told.kind, NEW.author_id, NEW.id
    FROM (
        SELECT answered.author_id AS user_id, 'reply' AS kind
        FROM posts AS answered
        WHERE answered.id = NEW.reply_to_id
        UNION ALL
        SELECT m.user_id, 'mention' AS kind
        FROM mentions AS m
        WHERE m.post_id = NEW.id
            AND m.user_id IS DISTINCT FROM (SELECT a.author_id FROM posts AS a WHERE a.id = NEW.reply_to_id)
    ) AS told
    WHERE NEW.is_reply
        AND OLD.held_for_id <> NEW.author_id
        AND told.user_id <> OLD.held_for_id
        AND rules.may_notify(told.user_id, NEW.author_id)
        AND rules.can_read_author(told.user_id, NEW.author_id)
        AND rules.wants_to_hear(told.user_id, told.kind, NEW.root_id)
    ON CONFLICT DO NOTHING;
    IF NEW.is_reply THEN
        PERFORM rules.emit('reply.created', jsonb_build_object(
            'post_id', NEW.reply_to_id::text, 'reply_id', NEW.id::text, 'author_id', NEW.author_id::text
        ));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_held_change AFTER UPDATE OF held_for_id ON posts
FOR EACH ROW WHEN ((old.held_for_id IS NULL) <> (new.held_for_id IS NULL))
EXECUTE FUNCTION rules.after_post_held_change();

-- What open sockets listen to has to be asked anew: an account closed, or somebody lost the sight of one.
CREATE FUNCTION rules.after_sight_lost() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_TABLE_NAME = 'users' THEN
        PERFORM rules.emit('sight.lost', jsonb_build_object('author_id', NEW.id::text));
    ELSIF TG_TABLE_NAME = 'follows' THEN
        IF (SELECT u.is_private FROM users AS u WHERE u.id = OLD.followee_id) THEN
            PERFORM rules.emit('sight.lost', jsonb_build_object('author_id', OLD.followee_id::text));
        END IF;
    ELSE
        PERFORM rules.emit('sight.lost', jsonb_build_object('author_id', NEW.blocker_id::text));
        PERFORM rules.emit('sight.lost', jsonb_build_object('author_id', NEW.blocked_id::text));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_sight AFTER UPDATE OF is_private, state ON users
FOR EACH ROW WHEN (
    (new.is_private AND NOT old.is_private) OR (new.state <> 'active' AND old.state = 'active')
)
EXECUTE FUNCTION rules.after_sight_lost();

CREATE TRIGGER follows_sight AFTER DELETE ON follows
FOR EACH ROW EXECUTE FUNCTION rules.after_sight_lost();

CREATE TRIGGER blocks_sight AFTER INSERT ON blocks
FOR EACH ROW EXECUTE FUNCTION rules.after_sight_lost();

-- A suspended person is signed out everywhere.
CREATE FUNCTION rules.after_user_suspended() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM sessions AS s WHERE s.user_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_suspended AFTER UPDATE OF state ON users
FOR EACH ROW WHEN (new.state = 'suspended' AND old.state <> 'suspended')
EXECUTE FUNCTION rules.after_user_suspended();

-- Moderators hear of a report at once; the reported person never does.
CREATE FUNCTION rules.after_report_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM rules.emit('report.created', jsonb_build_object('report_id', NEW.id::text));
    RETURN NULL;
END
$$;

CREATE TRIGGER reports_insert AFTER INSERT ON reports
FOR EACH ROW EXECUTE FUNCTION rules.after_report_insert();

CREATE FUNCTION rules.refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the log of moderation is only added to' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER moderation_log_fixed BEFORE UPDATE OR DELETE ON moderation_log
FOR EACH ROW EXECUTE FUNCTION rules.refuse_change();

CREATE TRIGGER moderation_log_kept BEFORE TRUNCATE ON moderation_log
FOR EACH STATEMENT EXECUTE FUNCTION rules.refuse_change();
