-- Takes mails that are due, and puts their next attempt off: whoever dies while sending leaves them to the next.
-- returns: many
-- Leans on mails_waiting.
WITH due AS (
    SELECT d.id
    FROM mails AS d
    WHERE d.shown_at IS NULL AND d.next_attempt_at <= now()
    ORDER BY d.next_attempt_at
    LIMIT :page_size
    FOR UPDATE SKIP LOCKED
)

UPDATE mails AS m
SET
    attempts = m.attempts + 1,
    next_attempt_at = now() + least(interval '1 minute' * 2 ^ least(m.attempts, 10), interval '6 hours')
FROM due
WHERE m.id = due.id
RETURNING m.id, m.recipient, m.subject, m.text_body, m.html_body, m.headers, m.attempts, m.created_at
