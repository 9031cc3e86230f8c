-- The signed-in person behind a session token, with the unread groups of notifications (100 is as far as it counts).
-- returns: maybe
-- Leans on sessions_token_hash_key, account_notices_unseen, reports_open, and inside the function on
-- notifications_unread.
SELECT
    u.id,
    u.username,
    u.display_name,
    u.avatar_key,
    u.role,
    u.theme,
    u.is_private,
    s.id AS session_id,
    s.kind AS session_kind,
    s.last_used_at,
    rules.count_unread_groups(u.id) AS unread_count,
    EXISTS(SELECT 1 FROM account_notices AS n WHERE n.user_id = u.id AND n.seen_at IS NULL) AS has_notice,
    CASE
        WHEN u.role = 'none' THEN 0
        ELSE (SELECT count(*) FROM (SELECT 1 FROM reports AS r WHERE r.closed_at IS NULL LIMIT 100) AS counted)
    END AS open_reports_count
FROM sessions AS s
INNER JOIN users AS u ON u.id = s.user_id
WHERE
    s.token_hash = :token_hash
    AND u.state = 'active'
    AND s.last_used_at > now() - make_interval(days => :idle_days)
    AND s.created_at > now() - make_interval(days => :max_days)
