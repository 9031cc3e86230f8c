-- Who asked for a copy that is still to be made.
-- returns: maybe
SELECT
    u.id,
    u.username,
    u.email,
    u.email_canonical,
    u.display_name,
    u.bio,
    u.bio_html,
    u.link,
    u.avatar_key,
    u.banner_key,
    u.banner_alt,
    u.is_private,
    u.theme,
    u.posts_count,
    u.created_at
FROM exports AS e
INNER JOIN users AS u ON u.id = e.user_id
WHERE e.id = :export_id AND e.state IN ('queued', 'running') AND u.state = 'active'
