-- A copy of one's data to be made; nothing while another one is.
-- returns: value
INSERT INTO exports (user_id)
VALUES (:user_id)
ON CONFLICT DO NOTHING
RETURNING id
