-- Hidden words: several that have to occur together, and with the conversation that they begin.

ALTER TABLE hidden_words ADD COLUMN also text[] NOT NULL DEFAULT '{}';
ALTER TABLE hidden_words ADD COLUMN hides_threads boolean NOT NULL DEFAULT false;

ALTER TABLE hidden_patterns ADD COLUMN hides_threads boolean NOT NULL DEFAULT false;
ALTER TABLE hidden_patterns DROP CONSTRAINT hidden_patterns_pkey;
ALTER TABLE hidden_patterns ADD PRIMARY KEY (user_id, ends_at, hides_threads);
