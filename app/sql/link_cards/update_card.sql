-- Keeps what a link leads to, and tells the open pages of the newest posts that show it. Gives the picture it had.
-- returns: value
WITH former AS (
    SELECT c.image_key FROM link_cards AS c
    WHERE c.id = :card_id
    FOR UPDATE
),

card AS (
    UPDATE link_cards
    SET
        state = :state,
        site_name = :site_name,
        title = :title,
        description = :description,
        image_key = :image_key,
        image_width = :image_width,
        image_height = :image_height,
        fetched_at = now()
    WHERE id = :card_id
    RETURNING id, state
),

told AS (
    INSERT INTO outbox (type, data)
    SELECT
        'post.updated' AS type,
        jsonb_build_object('post_id', p.id::text, 'author_id', p.author_id::text) AS data
    FROM card AS c
    INNER JOIN posts AS p
        ON
            p.deleted_at IS NULL
            AND p.id = ANY(ARRAY(
                SELECT l.post_id
                FROM post_links AS l
                WHERE l.card_id = c.id
                ORDER BY l.post_id DESC
                LIMIT 20
            ))
    WHERE c.state = 'ready'
)

SELECT f.image_key FROM former AS f
