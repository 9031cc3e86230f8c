-- Forgets what was found behind links that no post shows any more; gives their pictures. Whoever posts such a link
-- again has it fetched again.
-- returns: many
-- Leans on link_cards_pictures.
WITH unused AS (
    SELECT
        c.id,
        c.image_key
    FROM link_cards AS c
    WHERE
        c.image_key IS NOT NULL
        AND c.fetched_at < now() - make_interval(days => :min_days)
        AND NOT EXISTS (
            SELECT 1
            FROM post_links AS l
            INNER JOIN posts AS p ON p.id = l.post_id
            WHERE l.card_id = c.id AND p.deleted_at IS NULL
        )
    LIMIT :page_size
    FOR UPDATE OF c SKIP LOCKED
),

forgotten AS (
    UPDATE link_cards AS c
    SET
        state = 'waiting',
        image_key = NULL,
        image_width = NULL,
        image_height = NULL,
        fetched_at = NULL
    FROM unused AS u
    WHERE c.id = u.id
)

SELECT u.image_key AS name
FROM unused AS u
