-- Forget a model whose files go.
-- returns: none
DELETE FROM recommender_models
WHERE version = :version AND NOT is_current
