-- Writes down what a moderator does; gives its id.
-- returns: value
INSERT INTO moderation_log AS m (moderator_id, act, user_id, post_id, report_id, about_id, reason)
VALUES (:moderator_id, :act, :user_id, :post_id, :report_id, :about_id, :reason)
RETURNING m.id
