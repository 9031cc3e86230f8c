-- Recovery codes, hashed.
-- returns: none
INSERT INTO recovery_codes (user_id, code_hash)
SELECT
    :user_id AS user_id,
    c.code_hash
FROM unnest(:code_hashes::bytea[]) AS c (code_hash)
