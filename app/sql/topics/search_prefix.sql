-- Topics that begin with some letters and have a post that the viewer may see; 100 posts are as far as it counts.
-- returns: many
-- Leans on post_topics_prefix: it jumps from one topic to the next.
WITH RECURSIVE step AS (
    (
        SELECT t.topic
        FROM post_topics AS t
        WHERE t.topic ~>=~ :prefix::text AND t.topic ~<~ (:prefix || U&'\+10FFFF')
        ORDER BY t.topic USING ~<~
        LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT t.topic
        FROM post_topics AS t
        WHERE t.topic ~>~ s.topic AND t.topic ~<~ (:prefix || U&'\+10FFFF')
        ORDER BY t.topic USING ~<~
        LIMIT 1
    ) AS topic
    FROM step AS s
    WHERE s.topic IS NOT NULL
),

named AS (
    SELECT s.topic FROM step AS s
    WHERE s.topic IS NOT NULL
    LIMIT 200
)

SELECT
    n.topic,
    seen.posts_count
FROM named AS n
CROSS JOIN LATERAL (
    SELECT count(*) AS posts_count
    FROM (
        SELECT 1
        FROM post_topics AS t
        INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = t.post_id
        WHERE t.topic = n.topic
        LIMIT 100
    ) AS one
) AS seen
WHERE seen.posts_count > 0
ORDER BY (n.topic = :prefix) DESC, seen.posts_count DESC, n.topic ASC
LIMIT :page_size
