-- Describes one's own upload anew, as long as it is in no deleted post, and tells the open pages that show it.
-- returns: value
WITH described AS (
    UPDATE media AS m
    SET alt = :alt
    WHERE
        m.id = :media_id
        AND m.owner_id = :owner_id
        AND (m.post_id IS NULL OR EXISTS (SELECT 1 FROM rules.visible_posts(:owner_id) AS p WHERE p.id = m.post_id))
    RETURNING m.id, m.post_id, m.owner_id
),

told AS (
    INSERT INTO outbox (type, data)
    SELECT
        'post.updated' AS type,
        jsonb_build_object('post_id', d.post_id::text, 'author_id', d.owner_id::text) AS data
    FROM described AS d
    WHERE d.post_id IS NOT NULL
)

SELECT d.id FROM described AS d
