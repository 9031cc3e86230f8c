-- Answers an appeal; the person has something new to read.
-- returns: none
UPDATE account_notices AS n
SET decision = :decision, answer = :answer, decided_at = now(), seen_at = NULL
WHERE n.act_id = :act_id
