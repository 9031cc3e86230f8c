-- Lets one demo person follow several others, for some weeks already.
-- returns: none
INSERT INTO follows (follower_id, followee_id, id)
SELECT
    :follower_id::bigint AS follower_id,
    f.id AS followee_id,
    id_at(now() - make_interval(days => 25, mins => f.number::integer * 97)) | (nextval('id_sequence') & 4095) AS id
FROM unnest(:followee_ids::bigint[]) WITH ORDINALITY AS f (id, number)
ON CONFLICT DO NOTHING
