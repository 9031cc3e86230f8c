-- The person has read what they were told.
-- returns: none
-- Leans on account_notices_unseen.
UPDATE account_notices AS n
SET seen_at = now()
WHERE n.user_id = :user_id AND n.seen_at IS NULL
