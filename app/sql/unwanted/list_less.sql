-- What the viewer wants less of, the latest first, as far as it can still be seen.
-- returns: many
-- Leans on less_like_user.
SELECT
    k.id AS key,
    k.post_id
FROM less_like AS k
INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = k.post_id
WHERE k.user_id = :viewer_id AND k.id < :before_id
ORDER BY k.id DESC
LIMIT :page_size + 1
