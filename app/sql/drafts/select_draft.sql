-- One of a person's drafts.
-- returns: maybe
SELECT
    d.id,
    d.request,
    d.updated_at
FROM drafts AS d
WHERE d.id = :draft_id AND d.user_id = :user_id
