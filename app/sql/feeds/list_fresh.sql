-- Posts since the cached candidates were read, and (rows without a post) the authors whom the viewer blocks,
-- mutes, or is blocked by: one round trip makes the shared candidates fit one viewer.
-- returns: many
-- Leans on posts_pkey (backwards), blocks_pkey, blocks_blocked and mutes_pkey.
(
    SELECT
        p.id AS post_id,
        p.author_id
    FROM rules.for_you_posts(:viewer_id::bigint) AS p
    WHERE p.id > :after_id AND NOT p.is_reply AND p.repost_of_id IS NULL
    ORDER BY p.id DESC
    LIMIT :page_size
)
UNION ALL
SELECT
    NULL AS post_id,
    m.muted_id AS author_id
FROM mutes AS m
WHERE m.muter_id = :viewer_id AND (m.ends_at IS NULL OR m.ends_at > now())
UNION ALL
SELECT
    NULL AS post_id,
    b.blocked_id AS author_id
FROM blocks AS b
WHERE b.blocker_id = :viewer_id
UNION ALL
SELECT
    NULL AS post_id,
    b.blocker_id AS author_id
FROM blocks AS b
WHERE b.blocked_id = :viewer_id
