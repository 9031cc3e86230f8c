-- No model is the current one: the first half of a switch, in one transaction with the second.
-- returns: none
UPDATE recommender_models SET is_current = false
WHERE is_current
