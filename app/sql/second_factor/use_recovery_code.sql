-- Uses a recovery code up.
-- returns: none
DELETE FROM recovery_codes AS r
WHERE r.user_id = :user_id AND r.code_hash = :code_hash
