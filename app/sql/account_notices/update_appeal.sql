-- Writes a person's appeal down, once.
-- returns: none
UPDATE account_notices AS n
SET appeal = :appeal, appealed_at = now()
WHERE n.act_id = :act_id AND n.user_id = :user_id AND n.appeal IS NULL
