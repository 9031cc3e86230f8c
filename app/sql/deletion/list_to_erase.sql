-- Accounts whose days of grace are over, with the files that go with them.
-- returns: many
-- Leans on users_to_erase.
SELECT
    u.id,
    u.email_canonical,
    u.avatar_key,
    ARRAY(
        SELECT u.banner_key WHERE u.banner_key IS NOT NULL
        UNION ALL
        SELECT e.storage_key FROM exports AS e WHERE e.user_id = u.id AND e.storage_key IS NOT NULL
        UNION ALL
        SELECT i.storage_key FROM imports AS i WHERE i.user_id = u.id AND i.storage_key IS NOT NULL
    ) AS storage_keys
FROM users AS u
WHERE
    u.deletion_requested_at < now() - make_interval(days => :grace_days)
    AND u.state = 'deleted'
ORDER BY u.deletion_requested_at
LIMIT 100
