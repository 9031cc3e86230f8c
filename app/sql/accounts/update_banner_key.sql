-- Another picture above a person's profile, or none and no words about it.
-- returns: none
UPDATE users AS u
SET
    banner_key = :banner_key::text,
    banner_alt = CASE WHEN :banner_key IS NULL THEN '' ELSE u.banner_alt END
WHERE u.id = :user_id
