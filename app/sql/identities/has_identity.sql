-- Whether somebody of another service belongs to an account here.
-- returns: value
SELECT EXISTS(SELECT 1 FROM identities AS i WHERE i.provider = :provider AND i.subject = :subject)
