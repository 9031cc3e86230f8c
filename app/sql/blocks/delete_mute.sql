-- Ends a mute, if there is one.
-- returns: none
DELETE FROM mutes AS m
WHERE m.muter_id = :muter_id AND m.muted_id = :muted_id
