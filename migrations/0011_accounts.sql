-- Accounts in full: tokens of mails, old usernames, second factors, passkeys, sign-in by others, copies of one's data.

-- Set while state is 'deleted': 30 days later the account is erased.
ALTER TABLE users ADD COLUMN deletion_requested_at timestamptz;
CREATE INDEX users_to_erase ON users (deletion_requested_at) WHERE deletion_requested_at IS NOT NULL;

-- Each link works once. The address is kept, so that a link sent to an old one is worth nothing.
CREATE TABLE password_resets (
    token_hash bytea PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    email_canonical text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX password_resets_user ON password_resets (user_id);

-- A wish for another address: takes effect when both addresses have confirmed it.
CREATE TABLE email_changes (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    email text NOT NULL,
    email_canonical text NOT NULL,
    -- True from the start where the old address was never verified.
    is_old_confirmed boolean NOT NULL,
    is_new_confirmed boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE email_tokens (
    token_hash bytea PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('verify', 'change_old', 'change_new')),
    -- The address that is verified; for a change the one that is wished for.
    email_canonical text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX email_tokens_user ON email_tokens (user_id);

-- Names that people had: links lead to the new name, and nobody else gets them for 30 days.
CREATE TABLE old_usernames (
    username text PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    released_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX old_usernames_user ON old_usernames (user_id);

-- Between the right password and the session: the second factor is asked for, or whether to restore the account.
CREATE TABLE sign_in_challenges (
    token_hash bytea PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('second_factor', 'restore')),
    -- The hash that was checked: another one by now ends the challenge.
    password_hash text,
    attempts integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_challenges_user ON sign_in_challenges (user_id);

-- TOTP; counts once it is confirmed by a first code.
CREATE TABLE second_factors (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- Encrypted with a key that is not in the database.
    sealed_secret text NOT NULL,
    confirmed_at timestamptz,
    -- The newest time step of which a code was used: none is taken twice.
    last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE recovery_codes (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkeys (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    credential_id bytea NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL DEFAULT 0,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
);
CREATE INDEX passkeys_user ON passkeys (user_id, id);

-- What a passkey has to sign; each is used once.
CREATE TABLE passkey_challenges (
    challenge_hash bytea PRIMARY KEY,
    -- Whose new passkey it is for; NULL: for signing in.
    user_id bigint REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX passkey_challenges_user ON passkey_challenges (user_id) WHERE user_id IS NOT NULL;

-- Accounts elsewhere that sign in to accounts here.
CREATE TABLE identities (
    provider text NOT NULL CHECK (provider IN ('google', 'github')),
    -- The id that the provider gives to the person; never changes, as an address may.
    subject text NOT NULL,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    email text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, subject),
    UNIQUE (user_id, provider)
);

-- Copies of one's data, made by the worker.
CREATE TABLE exports (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'ready', 'failed')),
    progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    storage_key text,
    size_bytes bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX exports_user ON exports (user_id, id DESC);
CREATE UNIQUE INDEX exports_one_at_a_time ON exports (user_id) WHERE state IN ('queued', 'running');

-- Archives that people brought along.
CREATE TABLE imports (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'ready', 'failed')),
    progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    storage_key text,
    imported_count integer NOT NULL DEFAULT 0,
    skipped_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX imports_user ON imports (user_id, id DESC);
CREATE UNIQUE INDEX imports_one_at_a_time ON imports (user_id) WHERE state IN ('queued', 'running');

-- What was imported already, so that the same archive makes no post twice.
CREATE TABLE imported_posts (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    source_id text NOT NULL,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (user_id, source_id)
);
CREATE INDEX imported_posts_post ON imported_posts (post_id);

-- Ids of imported posts that are older than our first id (id_at): below all others, in the order of their making.
CREATE SEQUENCE imported_id_sequence START WITH 1000000;
