-- The address that a person wishes for; takes the place of an earlier wish.
-- returns: none
INSERT INTO email_changes (user_id, email, email_canonical, is_old_confirmed)
VALUES (:user_id, :email, :email_canonical, :is_old_confirmed)
ON CONFLICT (user_id) DO UPDATE SET
    email = excluded.email,
    email_canonical = excluded.email_canonical,
    is_old_confirmed = excluded.is_old_confirmed,
    is_new_confirmed = false,
    created_at = now()
