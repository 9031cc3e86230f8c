-- The signed-in person behind a session token: the CTE `viewer` of queries. Where the bell is shown also whether a
-- moderator said something, the open reports for a moderator, and by what the bell’s number can be kept: the newest
-- notification, and how many rows are unread (500 is as far as it counts).
-- Leans on sessions_token_hash_key, notifications_newest, notifications_unread, account_notices_unseen, reports_open.
SELECT
    u.id,
    u.username,
    u.display_name,
    u.avatar_key,
    u.role,
    u.theme,
    u.is_private,
    u.is_recommender_on,
    s.id AS session_id,
    s.kind AS session_kind,
    s.last_used_at,
    :with_unread::boolean
    AND EXISTS (SELECT 1 FROM account_notices AS a WHERE a.user_id = u.id AND a.seen_at IS NULL) AS has_notice,
    CASE
        WHEN u.role = 'none' OR NOT :with_unread THEN 0
        ELSE (SELECT count(*) FROM (SELECT 1 FROM reports AS r WHERE r.closed_at IS NULL LIMIT 100) AS waiting)
    END AS open_reports_count,
    CASE
        WHEN :with_unread
            THEN coalesce((
                SELECT n.id FROM notifications AS n WHERE n.user_id = u.id
                ORDER BY n.id DESC
                LIMIT 1
            ), 0)
        ELSE 0
    END AS newest_notification_id,
    CASE
        WHEN :with_unread
            THEN (
                SELECT count(*)
                FROM (
                    SELECT 1 FROM notifications AS n WHERE n.user_id = u.id AND n.read_at IS NULL
                    LIMIT 500
                ) AS unread
            )
        ELSE 0
    END AS unread_rows,
    (s.written_lsn - '0/0'::pg_lsn)::bigint AS written_lsn
FROM sessions AS s
INNER JOIN users AS u ON u.id = s.user_id
WHERE
    s.token_hash = :token_hash
    AND u.state = 'active'
    AND s.last_used_at > now() - make_interval(days => :idle_days)
    AND s.created_at > now() - make_interval(days => :max_days)
