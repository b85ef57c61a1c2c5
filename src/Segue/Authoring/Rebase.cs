using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>A branch that is to stand on another revision: the files that change, made and proven before the first one is touched.</summary>
public sealed record Rebase
{
    Rebase()
    {
    }

    /// <summary>What the branch stands on afterwards.</summary>
    public required RevisionHeader Onto { get; init; }

    /// <summary>The revisions of the branch, in order, as they are now.</summary>
    public required IReadOnlyList<RevisionHeader> Moved { get; init; }

    /// <summary>The files that change; none: it stands there already.</summary>
    public required IReadOnlyList<FileEdit> Edits { get; init; }

    /// <summary>The heads afterwards.</summary>
    public required IReadOnlyList<string> Heads { get; init; }

    /// <summary>
    /// Works it out. The branch is what leads to a revision and not to the other, and all that stands on it; where it left, its <c>revises</c> is rewritten. A merge
    /// with what lies below the new place anyway loses that parent.
    /// </summary>
    /// <param name="project">All revisions.</param>
    /// <param name="branch">One revision of the branch.</param>
    /// <param name="onto">What it is to stand on.</param>
    /// <param name="renumber">Gives the moved revisions with sequential ids the next numbers, in the names of their files too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: it cannot stand there.</exception>
    public static async Task<Rebase> PlanAsync(
        Project project, RevisionHeader branch, RevisionHeader onto, bool renumber, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(branch);
        ArgumentNullException.ThrowIfNull(onto);
        var moved = MovedOf(project.Graph, branch, onto);
        var below = project.Graph.LineUpTo(project.Graph.IndexOf(onto.Id)!.Value);
        var ids = renumber ? Renumbered(project.Graph, moved) : [];
        var places = moved.Select(header => header.Id).ToHashSet(StringComparer.Ordinal);

        var problems = new List<Problem>();
        var edits = new List<FileEdit>();
        var headers = new List<RevisionHeader>();
        foreach (var header in project.Revisions.Headers)
        {
            var wanted = header with
            {
                Id = ids.GetValueOrDefault(header.Id, header.Id),
                Revises = [.. (places.Contains(header.Id) ? Parents(header) : header.Revises).Select(id => ids.GetValueOrDefault(id, id))],
                DependsOn = [.. header.DependsOn.Select(id => ids.GetValueOrDefault(id, id))],
            };
            headers.Add(wanted);
            if (Says(header, wanted) is false && await EditAsync(project, header, wanted, problems, cancellationToken).ConfigureAwait(false) is { } edit)
                edits.Add(edit);
        }
        var after = RevisionGraph.Of(headers, problems);
        if (problems.Count > 0)
        {
            throw new SegueException(Failure.Graph, $"'{branch.Id}' cannot stand on '{onto.Id}'.")
            {
                Problems = problems,
                State = "no file was touched",
            };
        }
        return new() { Onto = onto, Moved = moved, Edits = edits, Heads = [.. after.Heads.Select(head => head.Id)] };

        IReadOnlyList<string> Parents(RevisionHeader header)
        {
            string[] own = [.. header.Revises.Where(id => !below[project.Graph.IndexOf(id)!.Value])];
            return own.Length > 0 ? own : [onto.Id];
        }
    }

    /// <summary>Changes the files, all or none.</summary>
    /// <param name="cancellationToken">Stops it as long as none is changed.</param>
    public Task ApplyAsync(CancellationToken cancellationToken = default) => FileEdits.ApplyAsync(Edits, cancellationToken);

    /// <summary>What would move, in order; none: the branch lies below already.</summary>
    public static IReadOnlyList<RevisionHeader> MovedOf(RevisionGraph graph, RevisionHeader branch, RevisionHeader onto)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var below = graph.LineUpTo(graph.IndexOf(onto.Id)!.Value);
        var line = graph.LineUpTo(graph.IndexOf(branch.Id)!.Value);
        var own = RevisionGraph.NodesOf(line).Where(node => !below[node]);
        return [.. RevisionGraph.NodesOf(graph.Reach(own, graph.ChildrenOf)).Select(node => graph.All[node])];
    }

    static bool Says(RevisionHeader header, RevisionHeader wanted) =>
        header.Id == wanted.Id && header.Revises.SequenceEqual(wanted.Revises) && header.DependsOn.SequenceEqual(wanted.DependsOn);

    static Dictionary<string, string> Renumbered(RevisionGraph graph, IReadOnlyList<RevisionHeader> moved)
    {
        var numbers = graph.All.Except(moved).Select(header => RevisionId.NumberOf(header.Id)).OfType<string>().ToList();
        var width = RevisionId.Width(numbers);
        var last = numbers.Select(RevisionId.Value).DefaultIfEmpty(0).Max();
        return moved.Where(header => RevisionId.NumberOf(header.Id) is not null)
            .ToDictionary(header => header.Id, header => RevisionId.Numbered(++last, width, header.Id[RevisionId.NumberOf(header.Id)!.Length..].TrimStart('_')), StringComparer.Ordinal);
    }

    // A name may hold a date or more beside the id, in which the digits of a short id can stand too.
    static string Renamed(string file, string id, string wanted)
    {
        for (var at = file.IndexOf(id, StringComparison.Ordinal); at >= 0; at = file.IndexOf(id, at + 1, StringComparison.Ordinal))
        {
            var end = at + id.Length;
            if ((at == 0 || !char.IsLetterOrDigit(file[at - 1])) && (end == file.Length || !char.IsLetterOrDigit(file[end])))
                return file[..at] + wanted + file[end..];
        }
        return file;
    }

    static async Task<FileEdit?> EditAsync(
        Project project, RevisionHeader header, RevisionHeader wanted, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (header.Format is { } format)
            throw new SegueException(Failure.Usage, $"{header.File} is a revision of {format.Name}; only Segue's own are rebased.") { State = "no file was touched" };
        var text = await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false);
        // As it is now: what was listed may come from the index.
        if (text is null || HeaderReader.Read(text, header.File, header.Path, problems) is not { } now)
            return null;
        var changed = HeaderEdit.Apply(text, now, wanted);
        if (HeaderReader.Read(changed, header.File, header.Path, problems) is not { } then || !Says(then, wanted))
        {
            problems.Add(new("header-not-edited", "the header cannot be edited") { Location = now.IdLocation, Remedy = "edit it by hand" });
            return null;
        }

        var lines = new List<(string? Before, string After)>();
        Line(now.IdLocation, then.IdLocation);
        Line(now.RevisesLocation == now.IdLocation ? null : now.RevisesLocation, then.RevisesLocation);
        Line(now.DependsOnLocation == now.IdLocation ? null : now.DependsOnLocation, then.DependsOnLocation);
        var name = Renamed(Path.GetFileName(header.Path), header.Id, wanted.Id);
        var path = Path.Combine(Path.GetDirectoryName(header.Path)!, name);
        if (path != header.Path && Path.Exists(path) && !project.Revisions.Headers.Any(other => other.Path == path))
            problems.Add(new("file-exists", $"{name} is there already") { Location = now.IdLocation });
        return new(header.File, header.Path, header.File[..^Path.GetFileName(header.Path).Length] + name, path, changed, lines);

        void Line(SourceLocation? before, SourceLocation after)
        {
            if (before is null && after == then.IdLocation)
                return;
            var (old, line) = (before is { } at ? HeaderEdit.LineAt(text, at.Line) : null, HeaderEdit.LineAt(changed, after.Line));
            if (old != line && !lines.Exists(one => one.After == line))
                lines.Add((old, line));
        }
    }
}
