-- All recovery codes of a person are void.
-- returns: none
DELETE FROM recovery_codes AS r
WHERE r.user_id = :user_id
