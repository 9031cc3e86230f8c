-- Gives a post another text, with the mentions and topics of that text.
-- returns: none
WITH edited AS (
    UPDATE posts AS p
    SET body = :body, body_html = :body_html, edited_at = now()
    WHERE p.id = :post_id
    RETURNING p.id
),

dropped_mentions AS (
    DELETE FROM mentions AS m
    WHERE m.post_id = :post_id AND m.user_id <> ALL(:mentioned_ids::bigint[])
),

new_mentions AS (
    INSERT INTO mentions (post_id, user_id)
    SELECT
        p.id,
        m.user_id
    FROM edited AS p
    CROSS JOIN unnest(:mentioned_ids) AS m (user_id)
    ON CONFLICT DO NOTHING
),

dropped_topics AS (
    DELETE FROM post_topics AS t
    WHERE t.post_id = :post_id AND t.topic <> ALL(:topics::text[])
)

INSERT INTO post_topics (topic, post_id)
SELECT
    t.topic,
    p.id
FROM edited AS p
CROSS JOIN unnest(:topics) AS t (topic)
ON CONFLICT DO NOTHING
