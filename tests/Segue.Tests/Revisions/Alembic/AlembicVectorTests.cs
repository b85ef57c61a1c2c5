using Segue.Revisions;

namespace Segue.Tests.Revisions.Alembic;

public sealed class AlembicVectorTests
{
    static IEnumerable<VectorQuery> All => VectorFile.Graphs.SelectMany(graph => graph.Queries);

    [Fact]
    public void Heads_bases_branch_points_and_merge_points_are_those_of_Alembic()
    {
        foreach (var vector in VectorFile.Graphs)
        {
            var graph = vector.Graph;
            Assert.Equal(vector.Heads.Order(), Ids(graph.Heads));
            Assert.Equal(vector.Bases.Order(), Ids(graph.Bases));
            Assert.Equal(vector.BranchPoints.Order(), Ids(graph.BranchPoints));
            Assert.Equal(vector.MergePoints.Order(), Ids(graph.MergePoints));
        }
    }

    [Fact]
    public void Where_Alembic_leads_the_same_revisions_are_gone_through_in_an_order_that_holds_to_the_same_heads() =>
        Holds(All.Where(query => query.Error is null && !IsGuess(query)), query =>
        {
            var path = query.Answer();
            return path.Order().SequenceEqual(query.Path.Order())
                && query.IsInOrder(path)
                && Ids(query.Graph.Tips(query.After(path))).SequenceEqual(Least(query));
        });

    [Fact]
    public void What_Alembic_refuses_is_refused() => Holds(All.Where(query => query.Error is not null and not "peer-crash"), IsRefused);

    [Fact]
    public void Where_Alembic_guesses_which_head_to_take_back_the_heads_are_named_instead() => Holds(All.Where(IsGuess), query =>
        Refusal(query) is { Next: not null } refusal && query.Heads.All(head => refusal.Message.Contains(head, StringComparison.Ordinal)));

    [Fact]
    public void Where_Alembic_crashes_there_is_a_path_or_a_word_what_to_do() => Holds(All.Where(query => query.Error == "peer-crash"), query =>
        Refusal(query) is { } refusal ? refusal is { Failure: Failure.Graph, Next: not null } : query.IsInOrder(query.Answer()));

    [Fact]
    public void There_is_something_to_compare() => Assert.Contains(All, query => query.Error is null);

    /// <summary>Alembic warns and takes back whichever row comes first; that is what <c>downgrade -1</c> must never do.</summary>
    static bool IsGuess(VectorQuery query) => query is { IsUpgrade: false, Error: null, Heads.Length: > 1 } && query.Target[0] == '-';

    /// <summary>
    /// The heads that Alembic stores. After it took back what stood on a revision and depended on an ancestor of that, it leaves a row of the ancestor behind, which
    /// says nothing: the same set is applied with it and without it.
    /// </summary>
    static IEnumerable<string> Least(VectorQuery query) =>
        query.HeadsAfter.Except(query.HeadsAfter.SelectMany(head => query.Graph.Ancestors(head)).Select(each => each.Id)).Order();

    static bool IsRefused(VectorQuery query) => Refusal(query) is not null;

    static SegueException? Refusal(VectorQuery query)
    {
        try
        {
            query.Answer();
            return null;
        }
        catch (SegueException refusal)
        {
            return refusal;
        }
    }

    static void Holds(IEnumerable<VectorQuery> queries, Func<VectorQuery, bool> holds)
    {
        var wrong = queries.Where(query => !holds(query)).Select(query => $"{query}\n    but {Ours(query)}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong.Take(40))}");
    }

    static string Ours(VectorQuery query) => Refusal(query)?.Message ?? $"[{string.Join(' ', query.Answer())}]";

    static IEnumerable<string> Ids(IEnumerable<RevisionHeader> headers) => headers.Select(header => header.Id).Order();
}
