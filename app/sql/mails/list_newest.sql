-- The newest mails, for the page that shows them where there is no mail server.
-- returns: many
SELECT m.id, m.recipient, m.subject, m.text_body, m.html_body, m.headers, m.attempts, m.created_at
FROM mails AS m
ORDER BY m.id DESC
LIMIT :page_size
