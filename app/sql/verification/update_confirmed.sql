-- One of the two addresses confirmed the change; says whether both did now.
-- returns: maybe
UPDATE email_changes AS c
SET
    is_old_confirmed = c.is_old_confirmed OR :purpose = 'change_old',
    is_new_confirmed = c.is_new_confirmed OR :purpose = 'change_new'
WHERE c.user_id = :user_id AND c.email_canonical = :email_canonical
RETURNING c.email, c.email_canonical, c.is_old_confirmed AND c.is_new_confirmed AS is_confirmed
