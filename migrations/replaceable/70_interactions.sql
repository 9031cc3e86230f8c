-- Tracking: whether it may happen, and the partitions of its table.

-- Whether acts of this person are noted for the recommender; false as well for nobody.
CREATE FUNCTION rules.is_tracked(person_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT coalesce((SELECT u.is_recommender_on FROM users AS u WHERE u.id = person_id), false)
$$;

-- Monday of a moment's week, in UTC.
CREATE FUNCTION rules.week_of(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT date_trunc('week', moment AT TIME ZONE 'UTC')::date $$;

-- Make the partitions of this week and of as many weeks ahead; gives how many were new. What waited in the default
-- partition moves into its week.
CREATE FUNCTION rules.make_interaction_weeks(weeks_ahead integer) RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE
    first_day date := rules.week_of(now());
    week_day date;
    partition_name text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(5301776222);
    FOR week_day IN
        SELECT d::date
        FROM generate_series(first_day, first_day + 7 * weeks_ahead, interval '7 days') AS d
        UNION
        SELECT DISTINCT r.week FROM interactions_rest AS r
    LOOP
        partition_name := format('interactions_%s', to_char(week_day, 'YYYYMMDD'));
        CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE interactions INCLUDING ALL)', partition_name);
        EXECUTE format(
            'WITH moved AS (DELETE FROM interactions_rest WHERE week = %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
            week_day, partition_name
        );
        -- Attached, not created in place: the parent stays readable and writable meanwhile.
        EXECUTE format(
            'ALTER TABLE interactions ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            partition_name, week_day, week_day + 7
        );
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- Remove the weeks that ended longer ago than is kept; gives how many.
CREATE FUNCTION rules.drop_interaction_weeks(kept_days integer) RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE
    partition_name text;
    dropped integer := 0;
BEGIN
    FOR partition_name IN
        SELECT c.relname
        FROM pg_inherits AS i
        INNER JOIN pg_class AS c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'interactions'::regclass
            AND c.relname ~ '^interactions_\d{8}$'
            AND to_date(right(c.relname, 8), 'YYYYMMDD') + 7 < current_date - kept_days
    LOOP
        EXECUTE format('DROP TABLE %I', partition_name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

SELECT rules.make_interaction_weeks(8);

-- What has no foreign key goes with the person too.
CREATE FUNCTION rules.after_users_delete_tracking() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM interactions AS i USING old_rows AS o WHERE i.user_id = o.id;
    DELETE FROM seen_posts AS s USING old_rows AS o WHERE s.user_id = o.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_delete_tracking AFTER DELETE ON users
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION rules.after_users_delete_tracking();
