-- Lets go of what waited.
-- returns: none
DELETE FROM scheduled_posts AS s WHERE s.id = :scheduled_id AND s.user_id = :user_id
