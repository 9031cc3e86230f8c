-- The kinds of which the viewer is told in another way than in the app alone.
-- returns: many
SELECT
    p.kind,
    p.delivery
FROM notification_preferences AS p
WHERE p.user_id = :viewer_id
ORDER BY p.kind
