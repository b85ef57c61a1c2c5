using Segue.Revisions;

namespace Segue.Cli.Commands;

/// <summary>A revision in a document.</summary>
sealed record RevisionLine(
    string Id,
    string Title,
    string File,
    string? Author,
    IReadOnlyList<string> Revises,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<string> Labels,
    bool IsHead,
    bool IsRepeatable,
    string Docstring)
{
    public static RevisionLine Of(RevisionHeader header, RevisionGraph graph) => new(
        header.Id,
        header.Title,
        header.File,
        header.Author,
        header.Revises,
        header.DependsOn,
        header.Labels,
        !header.IsRepeatable && graph.Heads.Contains(header),
        header.IsRepeatable,
        header.Docstring);

    /// <summary>What it is in the graph, in words: <c>head</c>, <c>base</c>, <c>merge</c>.</summary>
    public string Place => string.Join(
        ", ", new[] { IsHead ? "head" : null, IsRepeatable ? "repeatable" : null, !IsRepeatable && Revises.Count == 0 ? "base" : null, Revises.Count > 1 ? "merge" : null }.OfType<string>());

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
        if (Author is not null)
            yield return "author      " + Author;
        yield return "file        " + File;
        if (Docstring.Length == 0)
            yield break;
        yield return "";
        foreach (var line in Docstring.Split('\n'))
            yield return line.Length == 0 ? "" : "    " + line;
    }
}
