-- Keeps a name for whom had it last.
-- returns: none
INSERT INTO old_usernames (username, user_id)
VALUES (:username, :user_id)
ON CONFLICT (username) DO UPDATE SET
    user_id = excluded.user_id,
    released_at = now()
