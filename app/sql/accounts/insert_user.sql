-- A new person; nothing when the username or the address is taken.
-- returns: value
INSERT INTO users (username, email, email_canonical, password_hash, display_name, latin_name)
VALUES (:username, :email, :email_canonical, :password_hash, :display_name, :latin_name)
ON CONFLICT DO NOTHING
RETURNING id
