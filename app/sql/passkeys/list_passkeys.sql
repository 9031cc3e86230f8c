-- A person's passkeys, the oldest first.
-- returns: many
-- Leans on passkeys_user.
SELECT p.id, p.credential_id, p.name, p.created_at, p.last_used_at
FROM passkeys AS p
WHERE p.user_id = :user_id
ORDER BY p.id
LIMIT 100
