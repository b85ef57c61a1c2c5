using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class NodeTests
{
    static Node Only(string sql) => Assert.Single(PgGrammar.Parse(sql).Statements).Node;

    [Fact]
    public void What_is_absent_reads_as_nothing()
    {
        var none = Only("SELECT 1").Child("whereClause");

        Assert.True(none.IsNone);
        Assert.Equal("", none.Kind);
        Assert.Equal("", none.Text("relname"));
        Assert.Equal(0, none.Number("location"));
        Assert.False(none.Flag("inh"));
        Assert.False(none.Has("inh"));
        Assert.Null(none.Location);
        Assert.Empty(none.List("fields"));
        Assert.Empty(none.Fields);
        Assert.Empty(none.Children);
        Assert.Empty(none.Descendants());
        Assert.True(none.Child("more").IsNone);
        Assert.Equal("", none.ToString());
    }

    [Fact]
    public void A_field_of_a_fixed_type_has_no_kind_and_all_its_fields()
    {
        var relation = Only("CREATE INDEX ON ONLY s.t (a)").Child("relation");

        Assert.Equal("", relation.Kind);
        Assert.Equal(("s", "t"), (relation.Text("schemaname"), relation.Text("relname")));
        Assert.False(relation.Flag("inh"));
        Assert.True(relation.Has("location"));
        Assert.Contains("relname", relation.Fields);
    }

    [Fact]
    public void Numbers_flags_names_and_lists_read_as_such()
    {
        var create = Only("CREATE TABLE IF NOT EXISTS t (a numeric(10, 2)[] NOT NULL, b pg_catalog.int8 DEFAULT 5)");

        Assert.True(create.Flag("if_not_exists"));
        var columns = create.List("tableElts");
        Assert.Equal(["a", "b"], columns.Select(column => column.Text("colname")));
        Assert.Equal(["pg_catalog", "numeric"], columns[0].Child("typeName").Names("names"));
        Assert.Equal([10, 2], columns[0].Child("typeName").List("typmods").Select(item => item.Child("ival").Number("ival")));
        Assert.Equal(-1, columns[0].Child("typeName").List("arrayBounds")[0].Number("ival"));
        var constraint = columns[1].List("constraints")[0];
        Assert.Equal("CONSTR_DEFAULT", constraint.Text("contype"));
        Assert.True(constraint.Child("raw_expr").Is("A_Const"));
    }

    [Fact]
    public void A_literal_keeps_its_control_characters()
    {
        var odd = string.Concat(Enumerable.Range(1, 31).Select(code => (char)code)) + "\\\"\u007f\u2028";

        Assert.Equal(odd, Only($"COMMENT ON TABLE t IS '{odd}'").Text("comment"));
    }

    [Fact]
    public void A_list_node_is_a_list()
    {
        var comment = Only("COMMENT ON TABLE a.b IS 'x'");

        Assert.Equal(["a", "b"], comment.Names("object"));
    }

    [Fact]
    public void Descendants_come_before_their_children_in_the_order_of_the_text()
    {
        var constants = Only("SELECT 1, 2 WHERE 3 IN (4, 5)").Descendants().Where(node => node.Is("A_Const"))
            .Select(node => node.Child("ival").Number("ival"));

        Assert.Equal([1, 2, 3, 4, 5], constants);
    }

    [Fact]
    public void A_statement_reads_its_tree_once()
    {
        var statement = PgGrammar.Parse("SELECT 1").Statements[0];

        Assert.Equal(statement.Node, statement.Node);
        Assert.StartsWith("""{"SelectStmt":{""", statement.Node.ToString());
    }
}
