-- The queue of reports, newest first: open ones or closed ones. Moderators see what was reported, whoever may read it.
-- returns: many
-- Leans on reports_open and reports_closed.
SELECT
    r.id,
    r.reason,
    r.words,
    reporter.username AS reporter_username,
    r.user_id,
    u.username,
    u.display_name,
    u.avatar_key,
    u.state,
    EXISTS(SELECT 1 FROM limited_users AS l WHERE l.user_id = r.user_id) AS is_limited,
    r.post_id,
    r.post_body,
    coalesce(p.deleted_at IS NOT NULL, false) AS is_post_deleted,
    coalesce(p.held_for_id = p.author_id, false) AS is_post_hidden,
    (SELECT count(*) FROM reports AS o WHERE o.user_id = r.user_id AND o.id <> r.id) AS other_reports_count,
    to_timestamp(((r.id >> 22) + 1767225600000) / 1000.0) AS created_at,
    r.closed_at,
    closer.username AS closed_by_username
FROM reports AS r
INNER JOIN users AS u ON u.id = r.user_id
LEFT JOIN users AS reporter ON reporter.id = r.reporter_id
LEFT JOIN users AS closer ON closer.id = r.closed_by_id
LEFT JOIN posts AS p ON p.id = r.post_id
WHERE
    (:report_id::bigint IS NULL OR r.id = :report_id)
    AND (:user_id::bigint IS NULL OR r.user_id = :user_id)
    AND (:is_open::boolean IS NULL OR (r.closed_at IS NULL) = :is_open)
    AND r.id < :before_id
ORDER BY r.id DESC
LIMIT :page_size + 1
