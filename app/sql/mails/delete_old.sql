-- Gives mails up that could not be sent for days, and those that were only shown after one.
-- returns: none
DELETE FROM mails AS m
WHERE m.created_at < now() - make_interval(days => CASE WHEN m.shown_at IS NULL THEN :max_days::integer ELSE 1 END)
