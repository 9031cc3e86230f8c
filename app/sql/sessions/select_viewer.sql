-- The signed-in person behind a session token, with the unread groups of notifications (100 is as far as it counts).
-- returns: maybe
-- Leans on sessions_token_hash_key, and inside the function on notifications_unread.
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
    rules.count_unread_groups(u.id) AS unread_count
FROM sessions AS s
INNER JOIN users AS u ON u.id = s.user_id
WHERE
    s.token_hash = :token_hash
    AND u.state = 'active'
    AND s.last_used_at > now() - make_interval(days => :idle_days)
    AND s.created_at > now() - make_interval(days => :max_days)
