-- A person's address, whether it is verified, and the one that is wished for.
-- returns: maybe
SELECT
    u.id,
    u.username,
    u.email,
    u.email_canonical,
    u.email_verified_at IS NOT NULL AS is_verified,
    u.password_hash IS NOT NULL AS has_password,
    c.email AS pending_email,
    coalesce(c.is_old_confirmed, false) AS is_old_confirmed,
    coalesce(c.is_new_confirmed, false) AS is_new_confirmed
FROM users AS u
LEFT JOIN email_changes AS c ON c.user_id = u.id AND c.created_at > now() - make_interval(days => :max_days)
WHERE u.id = :user_id AND u.state = 'active'
