-- Removes the weeks of events that are older than is kept; gives how many.
-- returns: value
SELECT rules.drop_interaction_weeks(:kept_days)
