-- Makes one post of the demo data as if it had been written some minutes ago.
-- returns: value
INSERT INTO posts (
    id, author_id, body, body_html, content_note, reply_to_id, repost_of_id, quote_of_id, created_at
)
VALUES (
    id_at(now() - make_interval(mins => :minutes_ago)) | (nextval('id_sequence') & 4095),
    :author_id, :body, :body_html, :content_note,
    :reply_to_id::bigint, :repost_of_id::bigint, :quote_of_id::bigint,
    now() - make_interval(mins => :minutes_ago)
)
RETURNING id
