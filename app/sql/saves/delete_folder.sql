-- Removes one's own folder; what is in it stays saved.
-- returns: none
DELETE FROM save_folders AS f
WHERE f.id = :folder_id AND f.user_id = :user_id
