-- Keeps another text of a draft.
-- returns: none
UPDATE drafts AS d
SET request = :request::jsonb, updated_at = now()
WHERE d.id = :draft_id AND d.user_id = :user_id
