-- A session, unless the person is gone or the password was changed since it was checked.
-- returns: value
-- FOR SHARE makes a change of the password wait, so that it finds and ends this session.
WITH person AS (
    SELECT u.id
    FROM users AS u
    WHERE
        u.id = :user_id
        AND u.state = 'active'
        AND u.password_hash IS NOT DISTINCT FROM :password_hash
    FOR SHARE
)

INSERT INTO sessions (user_id, token_hash, kind, user_agent, address)
SELECT
    p.id,
    :token_hash AS token_hash,
    :kind AS kind,
    :user_agent AS user_agent,
    :address AS address
FROM person AS p
RETURNING id
