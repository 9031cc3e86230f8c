-- Live events: rows of the outbox, written in the transaction of the act and published after its commit.

CREATE FUNCTION rules.emit(event_type text, event_data jsonb) RETURNS void
LANGUAGE sql VOLATILE
AS $$ INSERT INTO outbox (type, data) VALUES (event_type, event_data) $$;
