-- Whoever wants to be found by followers, topics and search only keeps their posts out of For you.

ALTER TABLE users ADD COLUMN is_out_of_for_you boolean NOT NULL DEFAULT false;
