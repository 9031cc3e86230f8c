-- Writes a post as it was written elsewhere, with its topics, and notes where it came from; gives its id.
-- returns: value
-- Ids tell the time: one from before our first moment comes from a sequence below all others.
WITH new_post AS (
    INSERT INTO posts (id, author_id, body, body_html, reply_to_id, created_at)
    VALUES (
        CASE
            WHEN :published::timestamptz >= '2026-01-02 00:00+00'
                THEN id_at(least(:published, now())) | (nextval('id_sequence') & 4095)
            ELSE nextval('imported_id_sequence')
        END,
        :author_id, :body, :body_html, :reply_to_id::bigint, least(:published, now())
    )
    RETURNING id
),

new_topics AS (
    INSERT INTO post_topics (topic, post_id)
    SELECT
        t.topic,
        p.id
    FROM new_post AS p
    CROSS JOIN unnest(:topics::text[]) AS t (topic)
),

noted AS (
    INSERT INTO imported_posts (user_id, source_id, post_id)
    SELECT
        :author_id AS user_id,
        :source_id AS source_id,
        p.id
    FROM new_post AS p
)

SELECT p.id FROM new_post AS p
