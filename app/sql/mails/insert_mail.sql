-- A mail that waits to be sent.
-- returns: none
INSERT INTO mails (recipient, subject, text_body, html_body, headers)
VALUES (:recipient, :subject, :text_body, :html_body, :headers::jsonb)
