-- How many words the viewer hides; the person is locked, so that two at once do not go past the limit.
-- returns: value
WITH person AS MATERIALIZED (
    SELECT u.id
    FROM users AS u
    WHERE u.id = :viewer_id
    FOR NO KEY UPDATE
)

SELECT count(*)
FROM person AS p
INNER JOIN hidden_words AS w ON w.user_id = p.id
