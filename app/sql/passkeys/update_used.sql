-- A passkey signed.
-- returns: none
UPDATE passkeys AS p
SET sign_count = :sign_count, last_used_at = now()
WHERE p.id = :passkey_id
