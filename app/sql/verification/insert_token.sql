-- A link that confirms an address.
-- returns: none
INSERT INTO email_tokens (token_hash, user_id, purpose, email_canonical)
VALUES (:token_hash, :user_id, :purpose, :email_canonical)
