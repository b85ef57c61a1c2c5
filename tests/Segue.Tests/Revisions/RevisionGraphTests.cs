using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class RevisionGraphTests
{
    // a - b - c - e(merge) ; b - d - e ; x(depends on c)
    static readonly RevisionGraph Diamond = Graph("a", "b<a", "c<b", "d<b", "e<c,d", "x+c#side");

    [Fact]
    public void Revisions_come_parents_first_and_otherwise_in_the_order_of_the_files() =>
        Assert.Equal(["m", "b", "a", "z"], Ids(Graph("z<a", "m", "a<b", "b").All));

    [Fact]
    public void Heads_and_bases_are_known()
    {
        Assert.Equal(["e", "x"], Ids(Diamond.Heads));
        Assert.Equal(["a", "x"], Ids(Diamond.Bases));
        Assert.Equal(["b"], Ids(Graph("a", "b+a").EffectiveHeads));
        Assert.Equal(["a", "b"], Ids(Graph("a", "b+a").Heads));
    }

    [Theory]
    [InlineData("", "e", "a b c d e")]
    [InlineData("", "heads", "a b c d e x")]
    [InlineData("a b", "x", "c x")]
    [InlineData("a b c", "+1", "e", "d e")]
    [InlineData("a c", "e", "b d e")]
    [InlineData("a b c d e x", "heads", "")]
    [InlineData("", "base", "")]
    [InlineData("", "side@head", "a b c x")]
    [InlineData("", "side", "a b c x")]
    public void An_upgrade_applies_what_is_missing(string applied, string target, string expected, string? instead = null) =>
        Assert.Equal(instead ?? expected, string.Join(' ', Ids(Diamond.UpgradePath(Set(applied), RevisionTarget.Parse(target)))));

    [Theory]
    [InlineData("a b c d e x", "base", "x e d c b a")]
    [InlineData("a b c d e x", "b", "x e d c")]
    [InlineData("a b c d", "c", "")]
    [InlineData("a b c", "-1", "c")]
    [InlineData("a b c", "-3", "c b a")]
    public void A_downgrade_takes_back_what_stands_on_it(string applied, string target, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ids(Diamond.DowngradePath(Set(applied), RevisionTarget.Parse(target)))));

    [Theory]
    [InlineData("", "head", "'head' cannot be reached: there are 2 heads: e (e.sql), x (x.sql)")]
    [InlineData("", "nope", "there is no revision and no label 'nope'")]
    [InlineData("a b c d", "+1", "the database stands at 2 revisions: c (c.sql), d (d.sql)")]
    [InlineData("a b", "+1", "'b' has 2 ways to go on: c (c.sql), d (d.sql)")]
    [InlineData("a b c", "+2", "there are not that many revisions")]
    [InlineData("a", "-1", "an upgrade does not go back")]
    public void An_upgrade_that_cannot_be_says_why(string applied, string target, string message)
    {
        var error = Assert.Throws<SegueException>(() => Diamond.UpgradePath(Set(applied), RevisionTarget.Parse(target)));
        Assert.Equal(Failure.Graph, error.Failure);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_is_seen_and_closed()
    {
        Assert.Equal(["b"], Ids(Diamond.Gaps(Set("a c"))));
        Assert.Equal(["c"], Ids(Diamond.Tips(Set("a c"))));
    }

    [Fact]
    public void A_unique_beginning_names_a_revision()
    {
        var graph = Graph("001_one", "002_two<001_one", "0021_more<002_two");
        Assert.Equal("001_one", graph.Resolve(RevisionTarget.Parse("001")).Id);
        Assert.Contains("is the beginning of 2 revisions", Assert.Throws<SegueException>(() => graph.Resolve(RevisionTarget.Parse("002"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("current", "c")]
    [InlineData("-1", "b")]
    [InlineData("current-2", "a")]
    [InlineData("+1", "e")]
    [InlineData("c@+1", "e")]
    [InlineData("b@current", "c")]
    [InlineData("side@head-1", null)]
    [InlineData("e-1", null)]
    [InlineData("b+1", null)]
    [InlineData("c@b+1", "c")]
    [InlineData("si", "x")]
    [InlineData("base", null)]
    [InlineData("-9", null)]
    [InlineData("head", null)]
    [InlineData("x@head", "x")]
    public void One_call_resolves_whatever_names_a_revision(string named, string? expected)
    {
        var target = RevisionTarget.Parse(named);
        if (expected is not null)
            Assert.Equal(expected, Diamond.Resolve(target, Set("a b c")).Id);
        else
            Assert.NotNull(Assert.Throws<SegueException>(() => Diamond.Resolve(target, Set("a b c"))).Next);
    }

    [Theory]
    [InlineData("current", true)]
    [InlineData("+2", true)]
    [InlineData("label@-1", true)]
    [InlineData("label@current", true)]
    [InlineData("head-1", false)]
    [InlineData("rev+1", false)]
    [InlineData("base", false)]
    public void Only_what_depends_on_what_is_applied_needs_a_database(string named, bool needs)
    {
        var target = RevisionTarget.Parse(named);
        Assert.Equal(needs, target.NeedsApplied);
        if (needs)
            Assert.Contains("no database was asked", Assert.Throws<SegueException>(() => Diamond.Resolve(target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_and_current_name_several_and_base_none()
    {
        Assert.Equal(["e", "x"], Ids(Diamond.ResolveAll(RevisionTarget.Heads)));
        Assert.Equal(["c", "d"], Ids(Diamond.ResolveAll(RevisionTarget.Parse("current"), Set("a b c d"))));
        Assert.Empty(Diamond.ResolveAll(RevisionTarget.Base));
    }

    [Fact]
    public void A_dependency_may_name_a_label()
    {
        var graph = Graph("x+side", "y#side");
        Assert.Equal(["y", "x"], Ids(graph.All));
        Assert.Equal(["y"], Ids(graph.Ancestors("x")));
    }

    [Fact]
    public void The_beginning_of_a_revision_is_looked_for_in_the_line_that_is_named()
    {
        var graph = Graph("one#left", "two#right", "both_l<one", "both_r<two");
        Assert.Equal("both_r", graph.Resolve(RevisionTarget.Parse("right@both")).Id);
        Assert.Throws<SegueException>(() => graph.Resolve(RevisionTarget.Parse("both")));
    }

    [Fact]
    public void A_revision_of_another_tool_may_have_a_dash_in_its_name()
    {
        var graph = Graph("add-users", "step-2<add-users", "step-3<step-2");
        Assert.Equal("add-users", graph.Resolve(RevisionTarget.Parse("add-u")).Id);
        Assert.Equal("step-2", graph.Resolve(RevisionTarget.Parse("step-2")).Id);
        Assert.Equal("add-users", graph.Resolve(RevisionTarget.Parse("step-3-2")).Id);
        Assert.Equal(["step-2", "step-3"], Ids(graph.Range(RevisionRange.Parse("step-2:"))));
    }

    [Fact]
    public void A_downgrade_tells_what_falls_in_other_branches()
    {
        var graph = Graph("a#shop", "b<a", "x", "y<x+b");
        Assert.Equal(["y"], Ids(graph.AlsoLeaving(Set("a b x y"), RevisionTarget.Parse("shop@base"))));
        Assert.Equal(["y"], Ids(graph.AlsoLeaving(Set("a b x y"), RevisionTarget.Parse("a"))));
        Assert.Empty(graph.AlsoLeaving(Set("a b x y"), RevisionTarget.Base));
        Assert.Empty(graph.AlsoLeaving(Set("a b x"), RevisionTarget.Parse("shop@base")));
    }

    [Fact]
    public void Duplicates_unknown_parents_and_cycles_name_the_files()
    {
        var problems = new List<Problem>();
        RevisionGraph.Of([Header("a"), Header("a"), Header("bb<aa"), Header("c<d"), Header("d<e"), Header("e<c"), Header("f<e"), Header("g<g")], problems);
        Assert.Equal(
            [
                "a.sql:1:1: revision 'a' stands in a.sql and in a.sql (give one of them another id)",
                "bb.sql:2:1: 'bb' revises 'aa', which does not exist (did you mean 'a'?)",
                "c.sql:2:1: these revisions follow each other in a circle: c (c.sql) after d (d.sql) after e (e.sql) after c (c.sql)",
                "g.sql:2:1: these revisions follow each other in a circle: g (g.sql) after g (g.sql)",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Ten_thousand_in_a_row_do_not_exhaust_the_stack()
    {
        var headers = Enumerable.Range(0, 10_000).Select(n => Header(n == 0 ? "r0" : $"r{n}<r{n - 1}")).Reverse().ToList();
        var graph = RevisionGraph.Of(headers, new List<Problem>());
        Assert.Equal(10_000, graph.UpgradePath(new HashSet<string>(), RevisionTarget.Head).Count);
        Assert.Equal("r0", graph.All[0].Id);
        Assert.Equal(10_000, graph.DowngradePath(graph.All.Select(each => each.Id).ToHashSet(), RevisionTarget.Base).Count);
    }

    static RevisionGraph Graph(params string[] nodes)
    {
        var problems = new List<Problem>();
        var graph = RevisionGraph.Of([.. nodes.Select(Header)], problems);
        Assert.Empty(problems);
        return graph;
    }

    /// <summary><c>id &lt; parents + dependencies # label</c></summary>
    static RevisionHeader Header(string text)
    {
        var id = text.Split('<', '+', '#')[0];
        return new()
        {
            Id = id,
            File = id + ".sql",
            Path = id + ".sql",
            Revises = Names(text, '<'),
            DependsOn = Names(text, '+'),
            Labels = Names(text, '#'),
            IdLocation = new(id + ".sql", 1, 1),
            RevisesLocation = new(id + ".sql", 2, 1),
            DependsOnLocation = new(id + ".sql", 3, 1),
            LabelsLocation = new(id + ".sql", 4, 1),
        };
    }

    static string[] Names(string text, char mark) =>
        text.Contains(mark, StringComparison.Ordinal) ? text.Split(mark)[1].Split('<', '+', '#')[0].Split(',') : [];

    static HashSet<string> Set(string ids) => [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    static IEnumerable<string> Ids(IEnumerable<RevisionHeader> headers) => headers.Select(header => header.Id);
}
