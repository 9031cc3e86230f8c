-- Whose new password a link is for, as long as it works.
-- returns: maybe
SELECT u.id, u.username, u.email_canonical
FROM password_resets AS r
INNER JOIN users AS u ON u.id = r.user_id
WHERE
    r.token_hash = :token_hash
    AND r.created_at > now() - make_interval(mins => :max_minutes)
    AND r.email_canonical = u.email_canonical
    AND u.state <> 'suspended'
