-- Visible direct replies: those of the post's own author first, then the others, each oldest first.
-- `is_hidden` asks for those that the author hides, or for the others.
-- returns: many
-- Leans on posts_author_replies and posts_replies.
SELECT
    r.position,
    r.id
FROM (
    (
        SELECT
            0::bigint AS position,
            p.id
        FROM rules.visible_posts(:viewer_id::bigint) AS p
        WHERE
            p.reply_to_id = :post_id AND p.author_id = :author_id
            AND :after_position::bigint = 0 AND p.id > :after_id::bigint
            AND coalesce((SELECT true FROM hidden_replies AS h WHERE h.post_id = p.id), false) = :is_hidden::boolean
        ORDER BY p.id
        LIMIT :page_size
    )
    UNION ALL
    (
        SELECT
            1::bigint AS position,
            p.id
        FROM rules.visible_posts(:viewer_id) AS p
        WHERE
            p.reply_to_id = :post_id AND p.author_id <> :author_id
            AND p.id > CASE WHEN :after_position = 1 THEN :after_id ELSE 0 END
            AND coalesce((SELECT true FROM hidden_replies AS h WHERE h.post_id = p.id), false) = :is_hidden
        ORDER BY p.id
        LIMIT :page_size
    )
) AS r
ORDER BY r.position, r.id
LIMIT :page_size
