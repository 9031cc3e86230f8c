-- Visible direct replies by likes, the older first among equals.
-- `is_hidden` asks for those that the author hides, or for the others.
-- returns: many
-- Leans on posts_replies.
SELECT
    p.likes_count::bigint AS position,
    p.id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE
    p.reply_to_id = :post_id
    AND (
        p.likes_count < :after_position::bigint
        OR (p.likes_count = :after_position AND p.id > :after_id::bigint)
    )
    AND coalesce((SELECT true FROM hidden_replies AS h WHERE h.post_id = p.id), false) = :is_hidden::boolean
ORDER BY p.likes_count DESC, p.id ASC
LIMIT :page_size
