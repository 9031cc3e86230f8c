-- What is popular among the latest public posts: acts with a decay by age, so that today outweighs yesterday.
-- returns: many
-- Leans on posts_pkey (backwards): it never reads more than :scanned posts.
WITH latest AS (
    SELECT
        p.id,
        p.author_id,
        p.created_at,
        p.likes_count + 2 * p.comments_count + 3 * p.reposts_count + 2 * p.quotes_count AS acts
    FROM rules.for_you_posts(NULL) AS p
    WHERE
        p.id > id_at(now() - make_interval(days => :days::integer))
        AND NOT p.is_reply
        AND p.repost_of_id IS NULL
    ORDER BY p.id DESC
    LIMIT :scanned::integer
),

best AS (
    SELECT
        l.id,
        l.author_id,
        l.acts / power(extract(EPOCH FROM now() - l.created_at)::double precision / 3600 + 2, 1.3) AS score
    FROM latest AS l
    WHERE l.acts > 0
    ORDER BY score DESC, l.id DESC
    LIMIT :page_size
)

SELECT
    b.id AS post_id,
    b.author_id,
    b.score,
    (SELECT min(t.topic) FROM post_topics AS t WHERE t.post_id = b.id) AS topic
FROM best AS b
ORDER BY b.score DESC, b.id DESC
