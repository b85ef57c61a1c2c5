using Segue.Revisions;

namespace Segue.Cli.Commands;

/// <summary>A revision in a document.</summary>
/// <param name="Id">Of the revision.</param>
/// <param name="Title">The first line of its docstring.</param>
/// <param name="File">As the user knows it.</param>
/// <param name="Author">Null: not said.</param>
/// <param name="Revises">Its parents.</param>
/// <param name="DependsOn">What else goes before it.</param>
/// <param name="Labels">Those it declares.</param>
/// <param name="Branches">The labels of the branches it stands in.</param>
/// <param name="IsHead">No other one revises it.</param>
/// <param name="IsEffectiveHead">And none depends on it.</param>
/// <param name="IsBranchPoint">Several others revise it.</param>
/// <param name="IsRepeatable">It is no part of the graph.</param>
/// <param name="Docstring">All of it.</param>
sealed record RevisionLine(
    string Id,
    string Title,
    string File,
    string? Author,
    IReadOnlyList<string> Revises,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Branches,
    bool IsHead,
    bool IsEffectiveHead,
    bool IsBranchPoint,
    bool IsRepeatable,
    string Docstring)
{
    const int MostBranches = 3;

    /// <summary>Whether the database stands here; null: it was not asked.</summary>
    public bool? IsCurrent { get; init; }

    /// <summary>What it is in the graph, in words: <c>current</c>, <c>head</c>, <c>base</c>, <c>branch point</c>, <c>merge point</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Place => string.Join(", ", Places());

    public static RevisionLine Of(RevisionHeader header, RevisionGraph graph)
    {
        var inGraph = !header.IsRepeatable;
        return new(
            header.Id,
            header.Title,
            header.File,
            header.Author,
            header.Revises,
            header.DependsOn,
            header.Labels,
            inGraph ? graph.Labels(header.Id) : [],
            inGraph && graph.Children(header.Id).Count == 0,
            inGraph && graph.Followers(header.Id).Count == 0,
            inGraph && graph.Children(header.Id).Count > 1,
            header.IsRepeatable,
            header.Docstring);
    }

    /// <summary>A table of several.</summary>
    public static Output.Table Table(IEnumerable<RevisionLine> lines)
    {
        var table = new Output.Table("revision", "revises", "", "labels", "title");
        foreach (var line in lines)
            table.Add(line.Id, line.Before(), line.Place, line.ShortBranches(), line.Title);
        return table;
    }

    /// <summary>Blocks of several, a blank line after each.</summary>
    public static void WriteTo(Output.Terminal terminal, IEnumerable<RevisionLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var text in line.Lines())
                terminal.Line(text);
            terminal.Line();
        }
    }

    /// <summary>Labelled lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"revision    {Id}" + (Place.Length > 0 ? $" ({Place})" : "");
        if (Revises.Count > 0)
            yield return "revises     " + string.Join(", ", Revises);
        if (DependsOn.Count > 0)
            yield return "depends on  " + string.Join(", ", DependsOn);
        if (Labels.Count > 0)
            yield return "labels      " + string.Join(", ", Labels);
        if (Branches.Count > Labels.Count)
            yield return "in branch   " + string.Join(", ", Branches);
        if (Author is not null)
            yield return "author      " + Author;
        yield return "file        " + File;
        if (Docstring.Length == 0)
            yield break;
        yield return "";
        foreach (var line in Docstring.Split('\n'))
            yield return line.Length == 0 ? "" : "    " + line;
    }

    /// <summary>In one line: <c>id (place, label)</c>.</summary>
    public string Short()
    {
        var words = string.Join(", ", Places().Concat(Branches.Take(MostBranches)));
        return words.Length == 0 ? Id : $"{Id} ({words})";
    }

    string Before() => string.Join(", ", Revises) + (DependsOn.Count == 0 ? "" : $" ({string.Join(", ", DependsOn)})");

    string ShortBranches() => string.Join(", ", Branches.Take(MostBranches)) + (Branches.Count > MostBranches ? ", ..." : "");

    IEnumerable<string> Places()
    {
        if (IsCurrent is true)
            yield return "current";
        if (IsHead)
            yield return IsEffectiveHead ? "head" : "head, others depend on it";
        if (IsRepeatable)
            yield return "repeatable";
        if (!IsRepeatable && Revises.Count == 0)
            yield return "base";
        if (IsBranchPoint)
            yield return "branch point";
        if (Revises.Count > 1)
            yield return "merge point";
    }
}
