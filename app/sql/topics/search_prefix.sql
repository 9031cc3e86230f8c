-- Topics that begin with some letters and have a post that the viewer may see, counted among their newest 100.
-- returns: many
-- Leans on post_topics_pkey: it jumps from one topic to the next.
WITH RECURSIVE step AS (
    (
        SELECT t.topic
        FROM post_topics AS t
        WHERE t.topic >= :prefix::text AND t.topic < :prefix || chr(1114111)
        ORDER BY t.topic
        LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT t.topic
        FROM post_topics AS t
        WHERE t.topic > s.topic AND t.topic < :prefix || chr(1114111)
        ORDER BY t.topic
        LIMIT 1
    ) AS topic
    FROM step AS s
    WHERE s.topic IS NOT NULL
),

named AS (
    SELECT s.topic FROM step AS s
    WHERE s.topic IS NOT NULL
    LIMIT 200
),

counted AS (
    SELECT
        n.topic,
        (
            SELECT count(*)
            FROM (
                SELECT t.post_id
                FROM post_topics AS t
                WHERE t.topic = n.topic
                ORDER BY t.post_id DESC
                LIMIT 100
            ) AS newest
            INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = newest.post_id
        ) AS posts_count
    FROM named AS n
)

SELECT
    c.topic,
    c.posts_count
FROM counted AS c
WHERE c.posts_count > 0
ORDER BY (c.topic = :prefix) DESC, c.posts_count DESC, c.topic ASC
LIMIT :page_size
