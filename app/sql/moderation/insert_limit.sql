-- Keeps an account out of what strangers are shown.
-- returns: none
INSERT INTO limited_users (user_id)
VALUES (:user_id)
ON CONFLICT DO NOTHING
