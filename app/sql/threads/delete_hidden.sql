-- Shows a hidden reply in its conversation again.
-- returns: none
DELETE FROM hidden_replies AS h
WHERE h.post_id = :post_id
