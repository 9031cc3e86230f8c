-- The id that an act of some seconds ago has: transactions that were open then have ended.
-- returns: value
SELECT id_at(now() - make_interval(secs => :seconds::double precision))
