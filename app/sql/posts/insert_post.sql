-- Writes a post with its mentions and topics; gives its id.
-- returns: value
WITH new_post AS (
    INSERT INTO posts (author_id, body, body_html, reply_to_id, quote_of_id, reply_audience, content_note)
    VALUES (:author_id, :body, :body_html, :reply_to_id, :quote_of_id, :reply_audience, :content_note)
    RETURNING id
),

new_mentions AS (
    INSERT INTO mentions (post_id, user_id)
    SELECT
        p.id,
        m.user_id
    FROM new_post AS p
    CROSS JOIN unnest(:mentioned_ids::bigint[]) AS m (user_id)
),

new_topics AS (
    INSERT INTO post_topics (topic, post_id)
    SELECT
        t.topic,
        p.id
    FROM new_post AS p
    CROSS JOIN unnest(:topics::text[]) AS t (topic)
)

SELECT p.id FROM new_post AS p
