-- What the password of a signed-in person is checked against.
-- returns: maybe
SELECT
    c.id,
    c.username,
    c.email_canonical,
    c.password_hash,
    c.is_deleted,
    c.has_second_factor
FROM rules.credentials AS c
WHERE c.id = :user_id AND c.state = 'active'
