using System.Collections.Immutable;
using Segue.Sql;

namespace Segue.Sessions;

static class OwnSchemaVersion1
{
    public static ImmutableArray<SqlText> Statements(Identifier schema) =>
    [
        // A schema that somebody made for us (for a role that may not create one) is taken as it is.
        SqlText.Of($"""
            DO $$ BEGIN
            IF to_regnamespace({SqlText.Literal(schema.ToString())}) IS NULL THEN
              CREATE SCHEMA {schema};
              COMMENT ON SCHEMA {schema} IS 'What Segue knows of this database: what is applied, by which run, in which steps';
            END IF;
            END $$
            """),

        SqlText.Of($"""
            CREATE TABLE {schema}.version (
              version int PRIMARY KEY,
              installed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              tool text NOT NULL)
            """),
        Comment(schema, "version", "The versions of these tables themselves; the highest one counts"),
        Comment(schema, "version", "version", "1, 2, 3 ..."),
        Comment(schema, "version", "installed_at", "When it was reached"),
        Comment(schema, "version", "tool", "The program that did it, with its version"),

        SqlText.Of($"""
            CREATE TABLE {schema}.run (
              id uuid PRIMARY KEY,
              project text NOT NULL,
              purpose text NOT NULL,
              outcome text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'failed', 'cancelled')),
              started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              finished_at timestamptz,
              database_user text NOT NULL DEFAULT session_user,
              client_user text NOT NULL,
              client_host text NOT NULL,
              tool text NOT NULL,
              git_commit text,
              plan_digest text NOT NULL,
              resumes uuid,
              lock_retries int NOT NULL DEFAULT 0,
              lock_wait interval NOT NULL DEFAULT '0',
              error text)
            """),
        SqlText.Of($"CREATE INDEX ON {schema}.run (project, started_at)"),
        Comment(schema, "run", "One row for each time a plan was carried out"),
        Comment(schema, "run", "id", "UUID version 7, made by the program"),
        Comment(schema, "run", "project", "Name of the project, from segue.json"),
        Comment(schema, "run", "purpose", "What it was for: upgrade to head"),
        Comment(schema, "run", "outcome", "running (or died: look whether its session lives), done, failed or cancelled"),
        Comment(schema, "run", "started_at", "By the server's clock"),
        Comment(schema, "run", "finished_at", "By the server's clock; null while it runs and after a crash"),
        Comment(schema, "run", "database_user", "The role that logged in"),
        Comment(schema, "run", "client_user", "The operating system's user on the client"),
        Comment(schema, "run", "client_host", "The client's host name"),
        Comment(schema, "run", "tool", "The program, with its version"),
        Comment(schema, "run", "git_commit", "The commit checked out in the project's folder, if it is under git"),
        Comment(schema, "run", "plan_digest", "SHA-256 of the plan that was carried out"),
        Comment(schema, "run", "resumes", "The run whose half-done revision this one goes on with"),
        Comment(schema, "run", "lock_retries", "How often a lock was not obtained and the transaction tried again"),
        Comment(schema, "run", "lock_wait", "Time lost to locks: failed tries and the pauses after them"),
        Comment(schema, "run", "error", "What stopped it; without values of rows"),

        SqlText.Of($"""
            CREATE TABLE {schema}.step (
              run_id uuid NOT NULL,
              ordinal int NOT NULL,
              id text NOT NULL,
              revision text NOT NULL,
              direction text NOT NULL CHECK (direction IN ('up', 'down', 'run')),
              digest text NOT NULL,
              outcome text NOT NULL CHECK (outcome IN ('running', 'done', 'failed', 'cleared')),
              started_at timestamptz NOT NULL,
              finished_at timestamptz,
              error text,
              before text,
              probe text,
              repair text,
              PRIMARY KEY (run_id, ordinal))
            """),
        SqlText.Of($"CREATE INDEX ON {schema}.step (revision)"),
        Comment(schema, "step", "Every step of every run; a step in a transaction commits together with its row"),
        Comment(schema, "step", "run_id", "The run"),
        Comment(schema, "step", "ordinal", "Place in the plan of the run, from 1"),
        Comment(schema, "step", "id", "Name of the step in its revision, the same on every run"),
        Comment(schema, "step", "revision", "The revision it belongs to"),
        Comment(schema, "step", "direction", "up, down, or run (on demand)"),
        Comment(schema, "step", "digest", "SHA-256 of the statement; the proof, on resuming, that the file's applied part is unchanged"),
        Comment(schema, "step", "outcome", "A step outside a transaction is written as running before it starts; cleared: it did not happen, and what it left is gone"),
        Comment(schema, "step", "started_at", "By the server's clock; for steps in a transaction that of its beginning"),
        Comment(schema, "step", "finished_at", "By the server's clock; for steps in a transaction that of its journal row"),
        Comment(schema, "step", "error", "SQLSTATE, words of Segue's own and the step; without values of rows"),
        Comment(schema, "step", "before", "What the probe answered before the statement was sent: what was there already is not this step's work"),
        Comment(schema, "step", "probe", "For a step outside a transaction: the question what became of it; null: it cannot be asked"),
        Comment(schema, "step", "repair", "For a step outside a transaction: the question for the statements that clear away what it left"),

        SqlText.Of($"""
            CREATE TABLE {schema}.applied (
              project text NOT NULL,
              revision text NOT NULL,
              state text NOT NULL CHECK (state IN ('applying', 'applied', 'reverting')),
              title text NOT NULL,
              algorithm text NOT NULL,
              checksum text NOT NULL,
              token_checksum text NOT NULL,
              run_id uuid,
              applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              applied_by text NOT NULL DEFAULT session_user,
              duration interval,
              PRIMARY KEY (project, revision))
            """),
        Comment(schema, "applied", "The revisions that are in this database: an explicit set, never inferred from heads"),
        Comment(schema, "applied", "project", "Name of the project"),
        Comment(schema, "applied", "revision", "Its id"),
        Comment(schema, "applied", "state", "applied; applying or reverting: half way, the next upgrade or downgrade resumes it"),
        Comment(schema, "applied", "title", "First line of its docstring, so that it has a name even when its file is gone"),
        Comment(schema, "applied", "algorithm", "The rules the checksums were made by"),
        Comment(schema, "applied", "checksum", "Over the normalised text"),
        Comment(schema, "applied", "token_checksum", "Over the tokens: equal here and other there means only comments or white space changed"),
        Comment(schema, "applied", "run_id", "The run that applied it; null if it was stamped or baselined"),
        Comment(schema, "applied", "applied_at", "By the server's clock"),
        Comment(schema, "applied", "applied_by", "The role that logged in"),
        Comment(schema, "applied", "duration", "From the beginning of its last transaction to its journal row"),

        SqlText.Of($"""
            CREATE TABLE {schema}.mark (
              project text NOT NULL,
              name text NOT NULL,
              revisions text[] NOT NULL,
              made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              made_by text NOT NULL DEFAULT session_user,
              PRIMARY KEY (project, name))
            """),
        Comment(schema, "mark", "Sets of applied revisions that somebody wanted to be able to go back to"),
        Comment(schema, "mark", "project", "Name of the project"),
        Comment(schema, "mark", "name", "Given by the user"),
        Comment(schema, "mark", "revisions", "What was applied then, sorted"),
        Comment(schema, "mark", "made_at", "By the server's clock"),
        Comment(schema, "mark", "made_by", "The role that logged in"),
    ];

    static SqlText Comment(Identifier schema, string table, string text) =>
        SqlText.Of($"COMMENT ON TABLE {schema}.{new Identifier(table)} IS {SqlText.Literal(text)}");

    static SqlText Comment(Identifier schema, string table, string column, string text) =>
        SqlText.Of($"COMMENT ON COLUMN {schema}.{new Identifier(table)}.{new Identifier(column)} IS {SqlText.Literal(text)}");
}
