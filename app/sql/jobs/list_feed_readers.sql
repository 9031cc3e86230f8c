-- Some readers whose feed is longer than is kept, from `after_id` on.
-- returns: many
-- Leans on users_pkey and home_feed_pkey: the row at the limit either is there or not.
SELECT u.id
FROM users AS u
WHERE
    u.id > :after_id
    AND EXISTS (SELECT 1 FROM home_feed AS h WHERE h.user_id = u.id OFFSET :kept_rows)
ORDER BY u.id
LIMIT :page_size
