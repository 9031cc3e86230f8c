-- Whether somebody has this username, and whether somebody has this address.
-- returns: one
SELECT
    EXISTS(SELECT 1 FROM users AS u WHERE u.username = :username) AS is_username_taken,
    EXISTS(SELECT 1 FROM users AS u WHERE u.email_canonical = :email_canonical) AS is_email_taken
