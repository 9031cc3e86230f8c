-- Removes the counts of views that no chart shows any more.
-- returns: none
-- Leans on tracking_hours_pkey.
DELETE FROM tracking_hours AS h
WHERE h.hour < now() - make_interval(days => :kept_days::integer)
