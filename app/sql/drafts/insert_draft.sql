-- Keeps a draft, unless the person has too many; gives its id.
-- returns: value
INSERT INTO drafts (user_id, request)
SELECT
    :user_id::bigint AS user_id,
    :request::jsonb AS request
WHERE (SELECT count(*) FROM drafts AS d WHERE d.user_id = :user_id) < :most
RETURNING id
