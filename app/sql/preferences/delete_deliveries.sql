-- The viewer is told of these kinds in the app alone again.
-- returns: none
DELETE FROM notification_preferences AS p
WHERE p.user_id = :viewer_id AND p.kind = ANY(:kinds::text[])
