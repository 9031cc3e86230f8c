-- Lets several demo people like one post, each so many minutes ago.
-- returns: none
INSERT INTO likes (post_id, user_id, id)
SELECT
    :post_id::bigint AS post_id,
    u.id AS user_id,
    id_at(now() - make_interval(mins => u.minutes)) | (nextval('id_sequence') & 4095) AS id
FROM unnest(:user_ids::bigint[], :minutes_ago::integer[]) AS u (id, minutes)
ON CONFLICT DO NOTHING
