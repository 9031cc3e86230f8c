-- What a half-done sign-in goes on with.
-- returns: none
INSERT INTO sign_in_challenges (token_hash, user_id, purpose, password_hash)
VALUES (:token_hash, :user_id, :purpose, :password_hash)
