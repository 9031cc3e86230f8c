-- Make this the current model.
-- returns: none
UPDATE recommender_models SET is_current = true
WHERE version = :version
