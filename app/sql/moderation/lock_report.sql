-- A report, its person and post, locked in the one order that all writers use.
-- returns: maybe
WITH person AS MATERIALIZED (
    SELECT
        u.id,
        u.username,
        u.email_canonical,
        u.role,
        u.state
    FROM users AS u
    WHERE u.id = (SELECT r.user_id FROM reports AS r WHERE r.id = :report_id)
    FOR NO KEY UPDATE
)

SELECT
    r.user_id,
    person.username,
    person.email_canonical,
    r.post_id,
    r.closed_at IS NULL AS is_open,
    person.role,
    person.state
FROM person
INNER JOIN reports AS r ON r.user_id = person.id
WHERE r.id = :report_id
FOR UPDATE OF r
