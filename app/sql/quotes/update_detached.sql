-- Takes what a post quotes out of it: readers see that something is not available. A trigger does counter and events.
-- returns: none
UPDATE posts AS p
SET quote_of_id = NULL
WHERE p.id = :post_id
