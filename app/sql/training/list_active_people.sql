-- People who were here lately: for them the best posts are written down.
-- returns: many
SELECT DISTINCT s.user_id
FROM sessions AS s
INNER JOIN users AS u ON u.id = s.user_id
WHERE s.last_used_at > now() - make_interval(days => :days::integer) AND u.state = 'active' AND u.is_recommender_on
