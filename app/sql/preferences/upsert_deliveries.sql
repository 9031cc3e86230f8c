-- How the viewer is told of some kinds that differ from `in_app`.
-- returns: none
INSERT INTO notification_preferences (user_id, kind, delivery)
SELECT
    :viewer_id::bigint AS user_id,
    chosen.kind,
    chosen.delivery
FROM unnest(:kinds::text[], :deliveries::text[]) AS chosen (kind, delivery)
ON CONFLICT (user_id, kind) DO UPDATE SET delivery = excluded.delivery
