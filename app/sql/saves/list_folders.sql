-- A person's folders for saved posts, by name, with how many of these are in each.
-- returns: many
-- Leans on save_folders_user and saves_folder.
SELECT
    f.id,
    f.name,
    (SELECT count(*) FROM saves AS s WHERE s.folder_id = f.id) AS posts_count
FROM save_folders AS f
WHERE f.user_id = :user_id
ORDER BY lower(f.name), f.id
