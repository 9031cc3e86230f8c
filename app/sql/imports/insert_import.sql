-- An archive that waits to be brought in; nothing while another one is.
-- returns: value
INSERT INTO imports (user_id, storage_key)
VALUES (:user_id, :storage_key)
ON CONFLICT DO NOTHING
RETURNING id
