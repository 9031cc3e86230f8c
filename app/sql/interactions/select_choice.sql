-- Whether the recommender is on for a person, and since when acts count.
-- returns: maybe
SELECT
    u.is_recommender_on,
    u.history_since
FROM users AS u
WHERE u.id = :user_id
