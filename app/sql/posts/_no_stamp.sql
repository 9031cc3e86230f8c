-- The columns of a stamp, empty: the CTE `no_stamp` of queries whose first row is about the page, before those of
-- posts/_stamps.
SELECT
    NULL::bigint AS id,
    NULL::bigint AS server,
    NULL::xid AS post_stamp,
    NULL::xid AS author_stamp,
    NULL::integer AS marks,
    NULL::text AS reply_to_username,
    NULL::jsonb AS media,
    NULL::text AS link_card,
    NULL::text AS poll,
    NULL::text AS viewer_choices
