-- Closes the open reports about the same thing; gives how many.
-- returns: none
UPDATE reports AS r
SET closed_at = now(), closed_by_id = :moderator_id
WHERE
    r.closed_at IS NULL
    AND r.user_id = :user_id
    AND (:is_about_all::boolean OR r.post_id IS NOT DISTINCT FROM :post_id::bigint)
