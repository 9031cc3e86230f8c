-- From now on only later acts of a person count for the recommender.
-- returns: none
UPDATE users SET history_since = now()
WHERE id = :user_id
