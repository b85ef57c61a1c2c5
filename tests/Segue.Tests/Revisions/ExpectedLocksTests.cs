using System.Text;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Tests.Revisions;

public sealed class ExpectedLocksTests
{
    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON s.t (a)", "s.t SHARE UPDATE EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD COLUMN a int, VALIDATE CONSTRAINT c", "t ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s.other", "t SHARE ROW EXCLUSIVE, s.other SHARE ROW EXCLUSIVE")]
    [InlineData("INSERT INTO t VALUES (1)", "t ROW EXCLUSIVE")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1", "")]
    public void The_lock_is_told_from_the_text(string sql, string expected) =>
        Assert.Equal(expected, string.Join(", ", Of(sql).Select(one => $"{one.Relation} {LockModes.Words(one.Mode)}")));

    /// <summary>Where a relation is foreseen at all, the foreseen mode is the strongest one the servers were seen to take on it.</summary>
    [Fact]
    [Trait("Category", "Shared")]
    public void What_is_foreseen_is_what_the_servers_took()
    {
        var rows = Csv(File.ReadAllText(Path.Combine(SharedFolder.Find(), "facts", "ddl-locks.csv")));
        var header = rows[0];
        int Column(string name) => Array.IndexOf(header, name);
        var wrong = new List<string>();
        var compared = 0;
        foreach (var statement in rows.Skip(1).Where(row => row[Column("error")].Length == 0 && row[Column("relation_is_new")].Length == 0 && row[Column("lock_mode")] != "none")
            .GroupBy(row => (Id: row[Column("statement_id")], Version: row[Column("server_version")], Sql: row[Column("statement_sql")])))
        {
            var measured = statement.GroupBy(row => row[Column("relation")]).ToDictionary(
                group => group.Key, group => group.Max(row => Enum.Parse<LockMode>(row[Column("lock_mode")].Replace("Lock", "", StringComparison.Ordinal))));
            foreach (var (relation, mode) in Of(statement.Key.Sql))
            {
                if (!measured.TryGetValue(relation.Name.Name, out var seen))
                    continue;
                compared++;
                // VACUUM takes its strongest lock for a moment only, and only where it can give the end of the file back: that depends on the rows.
                if (seen != mode && statement.Key.Id != "vacuum-truncate")
                    wrong.Add($"{statement.Key.Id} on {statement.Key.Version}: {relation} {mode}, measured {seen}: {statement.Key.Sql}");
            }
        }

        Assert.True(compared > 250, $"only {compared} comparisons");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    static System.Collections.Immutable.ImmutableArray<ExpectedLock> Of(string sql) => StatementTraits.Of(new(new Statement(sql, new("a.sql", 1, 1)), StatementDirectives.None)).Locks;

    static List<string[]> Csv(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (quoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[at++]);
            else if (text[at] == '"')
                quoted = !quoted;
            else if (!quoted && text[at] is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (text[at] == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else if (text[at] != '\r' || quoted)
                cell.Append(text[at]);
        }
        return rows;
    }
}
