-- Today's name of the visible person who had a name that nobody has now.
-- returns: value
SELECT u.username
FROM old_usernames AS o
INNER JOIN rules.visible_users(:viewer_id::bigint) AS u ON u.id = o.user_id
WHERE
    o.username = :username
    AND NOT EXISTS (SELECT 1 FROM users AS taken WHERE taken.username = :username)
