using Segue.Revisions;
using Segue.Sql;

namespace Segue.Tests.Scripting;

/// <summary>Where the SQL that a call was given stands in the file.</summary>
public sealed class CodeLiteralTests
{
    [Theory]
    [InlineData("plan.Sql(\"SELECT x\");", "SELECT x", "x", 1, 18)]
    [InlineData("plan.Sql(\n  \"SELECT x\");", "SELECT x", "x", 2, 11)]
    [InlineData("plan.Sql(@\"SELECT\nx\");", "SELECT\nx", "x", 2, 1)]
    [InlineData("plan.Sql(\"\"\"\n      SELECT\n        x\n      \"\"\");", "SELECT\n  x", "x", 3, 9)]
    [InlineData("plan.Sql(\"\"\"SELECT x\"\"\");", "SELECT x", "x", 1, 20)]
    [InlineData("plan.Sql($\"\"\"\n    SELECT {y},\n      x\n    \"\"\");", "SELECT 1,\n  x", "x", 3, 7)]
    [InlineData("plan.Sql(/* why */ \"SELECT x\");", "SELECT x", "x", 1, 28)]
    [InlineData("plan.Sql(Made()); other.Sql(\"SELECT z\");", "SELECT x", "x", 1, 8)]
    public void It_is_found_if_it_was_written_as_one_string(string code, string sql, string word, int line, int column)
    {
        var found = CodeLiteral.Find(sql, new(code, "a.cs"), 1);

        var at = sql.IndexOf(word, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("a.cs", line, column), found.LocationOf(at));
        Assert.Equal(new SourceLocation("a.cs", line, column), new Statement(sql, found.LocationOf(0)) { Indent = found.Indent }.LocationOf(at));
    }
}
