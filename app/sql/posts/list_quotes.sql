-- Visible posts that quote this one, newest first.
-- returns: many
-- Leans on posts_quotes.
SELECT p.id
FROM rules.visible_posts(:viewer_id::bigint) AS p
WHERE p.quote_of_id = :post_id AND p.id < :before_id
ORDER BY p.id DESC
LIMIT :page_size
