-- Mail that waits to be sent. A row is gone once the mail server has taken it: some hold links that sign people in.

CREATE TABLE mails (
    id bigint PRIMARY KEY DEFAULT next_id(),
    recipient text NOT NULL,
    subject text NOT NULL,
    text_body text NOT NULL,
    html_body text,
    -- Further header lines, by name.
    headers jsonb NOT NULL DEFAULT '{}',
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    -- Without a mail server (development) a mail is only shown; this is when it was.
    shown_at timestamptz,
    last_error text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mails_waiting ON mails (next_attempt_at) WHERE shown_at IS NULL;
