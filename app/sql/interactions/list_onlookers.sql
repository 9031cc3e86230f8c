-- Some people who have seen posts that are older than events are kept, from `after_id` on.
-- returns: many
-- Leans on users_pkey and seen_posts_pkey.
SELECT u.id
FROM users AS u
WHERE
    u.id > :after_id
    AND EXISTS (
        SELECT 1
        FROM seen_posts AS s
        WHERE s.user_id = u.id AND s.post_id < id_at(now() - make_interval(days => :kept_days::integer))
    )
ORDER BY u.id
LIMIT :page_size
