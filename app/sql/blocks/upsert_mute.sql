-- The viewer mutes somebody, for ever or until a moment; a later mute replaces the end.
-- returns: none
INSERT INTO mutes (muter_id, muted_id, ends_at)
VALUES (:muter_id, :muted_id, :ends_at)
ON CONFLICT (muter_id, muted_id) DO UPDATE SET ends_at = excluded.ends_at
