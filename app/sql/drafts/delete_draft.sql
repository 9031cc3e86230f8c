-- Throws a draft away.
-- returns: none
DELETE FROM drafts AS d WHERE d.id = :draft_id AND d.user_id = :user_id
