-- A new passkey; nothing when it is there already.
-- returns: value
INSERT INTO passkeys (user_id, credential_id, public_key, sign_count, name)
VALUES (:user_id, :credential_id, :public_key, :sign_count, :name)
ON CONFLICT (credential_id) DO NOTHING
RETURNING id
