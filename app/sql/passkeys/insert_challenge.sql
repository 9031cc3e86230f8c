-- What a passkey is asked to sign.
-- returns: none
INSERT INTO passkey_challenges (challenge_hash, user_id)
VALUES (:challenge_hash, :user_id)
