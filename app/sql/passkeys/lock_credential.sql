-- The passkey with this credential id and its owner, locked until the transaction ends.
-- returns: maybe
SELECT p.id, p.user_id, p.public_key, p.sign_count, u.password_hash, u.state
FROM passkeys AS p
INNER JOIN users AS u ON u.id = p.user_id
WHERE p.credential_id = :credential_id
FOR NO KEY UPDATE OF p
