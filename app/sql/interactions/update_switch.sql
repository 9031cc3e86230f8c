-- Switches the recommender on or off for a person.
-- returns: none
UPDATE users SET is_recommender_on = :is_on
WHERE id = :user_id
