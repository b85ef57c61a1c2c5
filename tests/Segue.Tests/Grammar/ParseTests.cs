using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class ParseTests
{
    [Fact]
    public void A_text_becomes_its_statements()
    {
        var result = PgGrammar.Parse("CREATE INDEX i ON s.t (a);\nALTER TABLE t DROP COLUMN b CASCADE;");

        Assert.Null(result.Error);
        Assert.Equal(["IndexStmt", "AlterTableStmt"], result.Statements.Select(statement => statement.Kind));
        var index = result.Statements[0].Node;
        Assert.Equal("IndexStmt", index.Kind);
        Assert.Equal("i", index.Text("idxname"));
        Assert.Equal("t", index.Child("relation").Text("relname"));
        Assert.Equal("s", index.Child("relation").Text("schemaname"));
        var command = Assert.Single(result.Statements[1].Node.List("cmds"));
        Assert.True(command.Is("AlterTableCmd"));
        Assert.Equal("AT_DropColumn", command.Text("subtype"));
        Assert.Equal("DROP_CASCADE", command.Text("behavior"));
    }
}
