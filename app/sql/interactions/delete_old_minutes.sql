-- Removes the counts of calls that no chart shows any more.
-- returns: none
-- Leans on tracking_minutes_pkey.
DELETE FROM tracking_minutes AS m
WHERE m.minute < now() - make_interval(days => :kept_days::integer)
