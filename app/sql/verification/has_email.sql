-- Whether somebody has this address.
-- returns: value
SELECT EXISTS(SELECT 1 FROM users AS u WHERE u.email_canonical = :email_canonical)
