-- Removes one passkey of a person.
-- returns: none
DELETE FROM passkeys AS p
WHERE p.id = :passkey_id AND p.user_id = :user_id
