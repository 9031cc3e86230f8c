-- A half-done sign-in is over.
-- returns: none
DELETE FROM sign_in_challenges AS c
WHERE c.token_hash = :token_hash
