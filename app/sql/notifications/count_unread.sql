-- How many unread groups the viewer has, up to 100, as select_viewer counts them.
-- returns: value
SELECT rules.count_unread_groups(:viewer_id::bigint)
