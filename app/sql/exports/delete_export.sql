-- Forgets a copy whose file is gone.
-- returns: none
DELETE FROM exports AS e
WHERE e.id = :export_id
