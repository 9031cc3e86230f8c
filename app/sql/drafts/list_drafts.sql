-- A person's drafts, the newest first.
-- returns: many
SELECT
    d.id,
    d.request,
    d.updated_at
FROM drafts AS d
WHERE d.user_id = :user_id AND d.id < :before_id
ORDER BY d.id DESC
LIMIT :page_size + 1
