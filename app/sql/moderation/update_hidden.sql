-- Hides a post from everybody but its author, or shows it again; a trigger counts and tells open pages.
-- returns: none
UPDATE posts AS p
SET held_for_id = CASE WHEN :is_hidden::boolean THEN p.author_id END
WHERE
    p.id = :post_id
    AND (:is_hidden OR p.held_for_id = p.author_id)
    AND p.held_for_id IS DISTINCT FROM CASE WHEN :is_hidden THEN p.author_id END
