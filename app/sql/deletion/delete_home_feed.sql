-- Empties the feed of a person.
-- returns: none
DELETE FROM home_feed AS h
WHERE h.user_id = :user_id
