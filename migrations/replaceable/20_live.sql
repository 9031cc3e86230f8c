-- Live events: rows of the outbox, written in the transaction of the act and published after its commit.

CREATE FUNCTION rules.emit(event_type text, event_data jsonb) RETURNS void
LANGUAGE sql VOLATILE
AS $$ INSERT INTO outbox (type, data) VALUES (event_type, event_data) $$;

-- A session that ends takes its open sockets along, in whichever process they are.
CREATE FUNCTION rules.after_sessions_delete() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO outbox (type, data)
    SELECT 'session.ended', jsonb_build_object('session_id', o.id::text) FROM old_rows AS o;
    RETURN NULL;
END
$$;

CREATE TRIGGER sessions_delete AFTER DELETE ON sessions
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_sessions_delete();
