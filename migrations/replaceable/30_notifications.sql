-- Notifications: made and taken back with the act itself, in its transaction.

CREATE FUNCTION rules.notify(
    reader_id bigint, notification_kind text, act_by bigint, about_post_id bigint
) RETURNS void
LANGUAGE sql VOLATILE
AS $$
    INSERT INTO notifications (user_id, kind, actor_id, post_id)
    SELECT reader_id, notification_kind, act_by, about_post_id
    WHERE reader_id IS NOT NULL AND rules.may_notify(reader_id, act_by)
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
    RETURN NULL;
END
$$;

CREATE TRIGGER notifications_insert AFTER INSERT ON notifications
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_notifications_insert();

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
        -- Whoever is answered or quoted hears of the post by that already.
        AND n.user_id IS DISTINCT FROM answered.author_id
        AND n.user_id IS DISTINCT FROM quoted.author_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER mentions_insert AFTER INSERT ON mentions
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_mentions_insert();
