-- Throw away what models other than these recommended.
-- returns: none
-- Leans on user_recommendations_version.
DELETE FROM user_recommendations
WHERE NOT model_version = ANY(:kept_versions::text[])
