-- Author and topic of these posts, for the arrays beside a model.
-- returns: many
-- Leans on posts_pkey and post_topics_post.
SELECT
    p.id AS post_id,
    p.author_id,
    (SELECT min(t.topic) FROM post_topics AS t WHERE t.post_id = p.id) AS topic
FROM rules.visible_posts(NULL) AS p
WHERE p.id = ANY(:post_ids::bigint[])
