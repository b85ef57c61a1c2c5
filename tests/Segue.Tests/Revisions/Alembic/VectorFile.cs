using System.Text.Json;
using Segue.Revisions;

namespace Segue.Tests.Revisions.Alembic;

/// <summary>Graphs, questions about them, and Alembic's answers.</summary>
static class VectorFile
{
    /// <summary>The ones to hold: this project's, or those of the file that <c>SEGUE_ALEMBIC_VECTORS</c> names.</summary>
    public static IReadOnlyList<VectorGraph> Graphs { get; } =
        Environment.GetEnvironmentVariable("SEGUE_ALEMBIC_VECTORS") is { Length: > 0 } other ? Read(other) : Read(Asset("graph-vectors.json"));

    /// <summary>A file that lies beside this one.</summary>
    public static string Asset(string name) => Path.Combine(AppContext.BaseDirectory, "Revisions", "Alembic", name);

    public static IReadOnlyList<VectorGraph> Read(string file)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(file));
        return [.. vectors.RootElement.GetProperty("graphs").EnumerateArray().Select(Graph)];
    }

    static VectorGraph Graph(JsonElement graph)
    {
        var problems = new List<Problem>();
        var revisions = RevisionGraph.Of([.. graph.GetProperty("revisions").EnumerateArray().Select(Header)], problems);
        Assert.Empty(problems);
        return new(
            revisions,
            Strings(graph, "heads"), Strings(graph, "bases"), Strings(graph, "branch_points"), Strings(graph, "merge_points"),
            [.. graph.GetProperty("queries").EnumerateArray().Select(query => Query(revisions, query))]);
    }

    static VectorQuery Query(RevisionGraph graph, JsonElement query)
    {
        var error = query.TryGetProperty("error", out var name) ? name.GetString() : null;
        return new(
            graph, query.GetProperty("op").GetString()!, Strings(query, "heads"), query.GetProperty("target").GetString()!, error,
            error is null ? Strings(query, "path") : [], error is null ? Strings(query, "heads_after") : []);
    }

    static RevisionHeader Header(JsonElement revision) => new()
    {
        Id = revision.GetProperty("id").GetString()!,
        File = revision.GetProperty("id").GetString()! + ".sql",
        Path = "",
        Revises = Strings(revision, "down"),
        DependsOn = Strings(revision, "depends"),
        Labels = Strings(revision, "labels"),
    };

    static string[] Strings(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(each => each.GetString()!)];
}
