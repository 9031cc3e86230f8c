-- A link for a new password.
-- returns: none
INSERT INTO password_resets (token_hash, user_id, email_canonical)
VALUES (:token_hash, :user_id, :email_canonical)
