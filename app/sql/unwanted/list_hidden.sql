-- What the viewer hid, the latest first, as far as it can still be seen.
-- returns: many
-- Leans on hidden_posts_user.
SELECT
    k.id AS key,
    k.post_id
FROM hidden_posts AS k
INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = k.post_id
WHERE k.user_id = :viewer_id AND k.id < :before_id
ORDER BY k.id DESC
LIMIT :page_size + 1
