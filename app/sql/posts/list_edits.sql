-- What a post said before each edit, newest first, below an edit's id.
-- returns: many
-- Leans on post_edits_post.
SELECT
    e.id,
    e.body,
    e.body_html,
    e.written_at
FROM post_edits AS e
WHERE e.post_id = :post_id AND e.id < :before_id
ORDER BY e.id DESC
LIMIT :page_size
