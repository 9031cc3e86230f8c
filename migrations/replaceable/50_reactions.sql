-- Likes and shares: counters, notifications and events.

CREATE FUNCTION rules.after_likes_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM posts AS p WHERE p.id IN (SELECT n.post_id FROM new_rows AS n)
    ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS p
    SET likes_count = p.likes_count + counted.likes
    FROM (SELECT n.post_id, count(*) AS likes FROM new_rows AS n GROUP BY n.post_id) AS counted
    WHERE p.id = counted.post_id;

    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT p.author_id, 'like', n.user_id, p.id
    FROM new_rows AS n
    INNER JOIN posts AS p ON p.id = n.post_id
    -- A like may have waited for the deletion of its post.
    WHERE p.deleted_at IS NULL
        AND rules.may_notify(p.author_id, n.user_id)
        AND rules.wants_to_hear(p.author_id, 'like', p.root_id)
    ON CONFLICT DO NOTHING;

    INSERT INTO outbox (type, data)
    SELECT DISTINCT 'post.counts', jsonb_build_object('post_id', n.post_id::text) FROM new_rows AS n;
    RETURN NULL;
END
$$;

CREATE TRIGGER likes_insert AFTER INSERT ON likes
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_likes_insert();

CREATE FUNCTION rules.after_likes_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM posts AS p WHERE p.id IN (SELECT o.post_id FROM old_rows AS o)
    ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS p
    SET likes_count = p.likes_count - counted.likes
    FROM (SELECT o.post_id, count(*) AS likes FROM old_rows AS o GROUP BY o.post_id) AS counted
    WHERE p.id = counted.post_id;

    DELETE FROM notifications AS n USING old_rows AS o
    WHERE n.actor_id = o.user_id AND n.kind = 'like' AND n.post_id = o.post_id;

    INSERT INTO outbox (type, data)
    SELECT DISTINCT 'post.counts', jsonb_build_object('post_id', o.post_id::text) FROM old_rows AS o;
    RETURN NULL;
END
$$;

CREATE TRIGGER likes_delete AFTER DELETE ON likes
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_likes_delete();

CREATE FUNCTION rules.after_shares_insert() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM posts AS p WHERE p.id IN (SELECT n.post_id FROM new_rows AS n)
    ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS p
    SET shares_count = p.shares_count + counted.shares
    FROM (SELECT n.post_id, count(*) AS shares FROM new_rows AS n GROUP BY n.post_id) AS counted
    WHERE p.id = counted.post_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER shares_insert AFTER INSERT ON shares
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_shares_insert();

CREATE FUNCTION rules.after_shares_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM posts AS p WHERE p.id IN (SELECT o.post_id FROM old_rows AS o)
    ORDER BY p.id FOR NO KEY UPDATE;
    UPDATE posts AS p
    SET shares_count = p.shares_count - counted.shares
    FROM (SELECT o.post_id, count(*) AS shares FROM old_rows AS o GROUP BY o.post_id) AS counted
    WHERE p.id = counted.post_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER shares_delete AFTER DELETE ON shares
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_shares_delete();
