-- Makes a folder for saved posts; gives its id.
-- returns: value
INSERT INTO save_folders (user_id, name)
VALUES (:user_id, :name)
RETURNING id
