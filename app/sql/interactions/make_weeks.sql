-- Makes the partitions of the weeks ahead; gives how many were new.
-- returns: value
SELECT rules.make_interaction_weeks(:weeks_ahead)
