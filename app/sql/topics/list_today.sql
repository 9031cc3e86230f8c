-- The topics of the last day's public posts: those of the most people first.
-- returns: many
-- Leans on post_topics_post; reads the last 5,000 uses at most.
SELECT
    used.topic,
    count(*) AS posts_count
FROM (
    SELECT
        t.topic,
        t.post_id,
        p.author_id
    FROM post_topics AS t
    INNER JOIN rules.visible_posts(NULL) AS p ON p.id = t.post_id
    WHERE t.post_id > id_at(now() - interval '1 day')
    ORDER BY t.post_id DESC
    LIMIT 5000
) AS used
GROUP BY used.topic
ORDER BY count(DISTINCT used.author_id) DESC, count(*) DESC, used.topic ASC
LIMIT :page_size
