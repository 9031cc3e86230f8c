-- The beginning of a profile's tab "Posts": the pinned post, then the others, newest first.
-- returns: many
-- Leans on posts_tab_posts.
(
    SELECT
        p.id,
        true AS is_pinned
    FROM pinned_posts AS x
    INNER JOIN rules.visible_posts(:viewer_id::bigint) AS p ON p.id = x.post_id
    WHERE x.user_id = :author_id
)
UNION ALL
(
    SELECT
        p.id,
        false AS is_pinned
    FROM rules.visible_posts(:viewer_id) AS p
    WHERE
        p.author_id = :author_id
        AND NOT p.is_reply
        AND p.repost_of_id IS NULL
        AND p.id <> coalesce((SELECT x.post_id FROM pinned_posts AS x WHERE x.user_id = :author_id), 0)
    ORDER BY p.id DESC
    LIMIT :page_size + 1
)
ORDER BY is_pinned DESC, id DESC
