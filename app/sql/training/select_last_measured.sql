-- Seconds since a figure was last measured; null: never.
-- returns: value
SELECT extract(EPOCH FROM now() - max(s.measured_at))::double precision FROM recommender_scores AS s
