-- Note a trained model.
-- returns: none
INSERT INTO recommender_models (version, trained_seconds, people, posts, events, trained_until, checksum)
VALUES (:version, :trained_seconds, :people, :posts, :events, :trained_until, :checksum)
