-- Tells the person of what was done.
-- returns: none
INSERT INTO account_notices (act_id, user_id)
VALUES (:act_id, :user_id)
