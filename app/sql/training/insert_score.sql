-- Note a measured figure.
-- returns: none
INSERT INTO recommender_scores (model_version, name, value)
VALUES (:model_version, :name, :value)
