-- Gives one's own folder another name.
-- returns: none
UPDATE save_folders AS f
SET name = :name
WHERE f.id = :folder_id AND f.user_id = :user_id
