-- Uploads that nobody will see again: never posted, or in a post that was deleted a week ago.
-- returns: many
-- Leans on media_unposted.
SELECT
    m.id,
    m.kind,
    m.key,
    m.widths,
    m.is_animated
FROM media AS m
WHERE
    m.post_id IS NULL
    AND m.created_at < now() - make_interval(hours => :unposted_hours)
    -- What waits in a draft or for its time is not abandoned.
    AND NOT EXISTS (
        SELECT 1 FROM drafts AS d
        WHERE d.user_id = m.owner_id AND jsonb_exists(d.request -> 'media_ids', m.id::text)
    )
    AND NOT EXISTS (
        SELECT 1 FROM scheduled_posts AS s
        WHERE s.user_id = m.owner_id AND jsonb_exists(s.request -> 'media_ids', m.id::text)
    )
UNION ALL
SELECT
    m.id,
    m.kind,
    m.key,
    m.widths,
    m.is_animated
FROM media AS m
INNER JOIN posts AS p ON p.id = m.post_id
WHERE p.deleted_at < now() - make_interval(days => :deleted_days)
LIMIT :page_size
