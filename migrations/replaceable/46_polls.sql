-- Polls: counters, and telling of the result.

CREATE FUNCTION rules.after_poll_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE posts SET has_poll = true WHERE id = NEW.post_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER polls_noted AFTER INSERT ON polls
FOR EACH ROW EXECUTE FUNCTION rules.after_poll_insert();

-- Adds `step` to the counters of a vote's poll; the open pages of the post hear of it.
CREATE FUNCTION rules.count_vote(of_post_id bigint, chosen smallint[], step integer) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE polls AS p
    SET
        votes_count = p.votes_count + step,
        option_counts = ARRAY(
            SELECT o.votes + CASE WHEN o.number - 1 = ANY(chosen) THEN step ELSE 0 END
            FROM unnest(p.option_counts) WITH ORDINALITY AS o (votes, number)
            ORDER BY o.number
        )
    WHERE p.post_id = of_post_id;
    PERFORM rules.emit('post.counts', jsonb_build_object('post_id', of_post_id::text));
END
$$;

CREATE FUNCTION rules.after_poll_vote() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM rules.count_vote(NEW.post_id, NEW.choices, 1);
    ELSE
        PERFORM rules.count_vote(OLD.post_id, OLD.choices, -1);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER poll_votes_counted AFTER INSERT OR DELETE ON poll_votes
FOR EACH ROW EXECUTE FUNCTION rules.after_poll_vote();

-- Tells author and voters once that a poll is over. False: it is not, or they were told.
CREATE FUNCTION rules.close_poll(of_post_id bigint) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    asked_by bigint;
    thread_id bigint;
BEGIN
    UPDATE polls AS o
    SET closed_at = now()
    FROM posts AS p
    WHERE o.post_id = of_post_id
        AND o.closed_at IS NULL
        AND o.ends_at <= now()
        AND p.id = o.post_id
        AND p.deleted_at IS NULL
    RETURNING p.author_id, p.root_id INTO asked_by, thread_id;
    IF NOT found THEN RETURN false; END IF;

    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT told.user_id, 'poll_ended', asked_by, of_post_id
    FROM (
        SELECT v.user_id FROM poll_votes AS v WHERE v.post_id = of_post_id
        UNION
        SELECT asked_by AS user_id
    ) AS told
    WHERE rules.wants_to_hear(told.user_id, 'poll_ended', thread_id)
        AND (
            told.user_id = asked_by
            OR (rules.may_notify(told.user_id, asked_by) AND rules.can_read_author(told.user_id, asked_by))
        )
    ON CONFLICT DO NOTHING;
    PERFORM rules.emit(
        'post.updated', jsonb_build_object('post_id', of_post_id::text, 'author_id', asked_by::text)
    );
    RETURN true;
END
$$;
