-- The accounts elsewhere that sign in to this one.
-- returns: many
SELECT i.provider, i.email, i.created_at
FROM identities AS i
WHERE i.user_id = :user_id
ORDER BY i.provider
LIMIT 10
