using System.Collections.Immutable;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>The tag of a run, and which applied revisions are repeatable. ACCESS EXCLUSIVE on two tables of our own for a moment; nothing is rewritten.</summary>
static class OwnSchemaVersion2
{
    public static ImmutableArray<SqlText> Statements(Identifier schema) =>
    [
        SqlText.Of($"ALTER TABLE {schema}.run ADD COLUMN tag text"),
        SqlText.Of($"COMMENT ON COLUMN {schema}.run.tag IS 'What was given with --tag'"),
        SqlText.Of($"ALTER TABLE {schema}.applied ADD COLUMN repeatable boolean NOT NULL DEFAULT false"),
        SqlText.Of($"COMMENT ON COLUMN {schema}.applied.repeatable IS 'No part of the graph: run again whenever its text changed'"),
        SqlText.Of($"COMMENT ON COLUMN {schema}.applied.run_id IS 'The run that applied or stamped it'"),
    ];
}
