-- Tells author and voters once that a poll is over; false when it is not, or they were told.
-- returns: value
SELECT rules.close_poll(:post_id)
