-- Says why something could not be published.
-- returns: none
UPDATE scheduled_posts AS s SET problem = :problem WHERE s.id = :scheduled_id
