-- Folders for saved posts.

CREATE TABLE save_folders (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> '')
);
CREATE INDEX save_folders_user ON save_folders (user_id, id);

-- NULL: in none.
ALTER TABLE saves ADD COLUMN folder_id bigint REFERENCES save_folders ON DELETE SET NULL;
CREATE INDEX saves_folder ON saves (folder_id, id DESC) WHERE folder_id IS NOT NULL;
