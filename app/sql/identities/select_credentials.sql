-- The account that somebody of another service signs in to.
-- returns: maybe
SELECT
    c.id,
    c.username,
    c.email_canonical,
    c.password_hash,
    c.is_deleted,
    c.has_second_factor
FROM identities AS i
INNER JOIN rules.credentials AS c ON c.id = i.user_id
WHERE i.provider = :provider AND i.subject = :subject
