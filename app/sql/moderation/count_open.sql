-- How many reports and how many appeals wait for a moderator.
-- returns: one
-- Leans on reports_open and account_notices_appeals.
SELECT
    (SELECT count(*) FROM reports AS r WHERE r.closed_at IS NULL) AS reports_count,
    (SELECT count(*) FROM account_notices AS n WHERE n.appeal IS NOT NULL AND n.decision IS NULL) AS appeals_count
