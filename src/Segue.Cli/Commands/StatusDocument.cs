using System.Globalization;
using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>The one overview of everything.</summary>
sealed record StatusDocument(
    string Database,
    string Project,
    IReadOnlyList<string> Current,
    int Applied,
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Gaps,
    string? HalfWay,
    IReadOnlyList<string> Orphans,
    IReadOnlyList<string> Gone,
    IReadOnlyList<string> Edited,
    string? Runner,
    IReadOnlyList<RunLine> Runs) : Document
{
    public static StatusDocument Of(string database, string project, Overview overview) => new(
        database, project,
        [.. overview.Current.Select(revision => revision.Id)],
        overview.Applied.Ids.Count,
        [.. overview.Pending.Select(revision => revision.Id)],
        [.. overview.Gaps.Select(revision => revision.Id)],
        Running.HalfWay.Problem(overview.Applied) is { } problem ? $"{problem.Message}; {problem.Remedy}" : null,
        [.. overview.Orphans.Select(orphan => orphan.Revision.Id)],
        [.. overview.Gone.Select(gone => gone.Revision.Id)],
        [.. EditedFiles.Problems(overview.Edited).Select(problem => problem.Message)],
        overview.Runner?.ToString(),
        [.. overview.Runs.Select(RunLine.Of)]);

    public void WriteTo(Terminal terminal)
    {
        var table = new Table("what", "how it stands");
        table.Add("database", $"{Database}, project {Project}");
        table.Add("current", Current.Count == 0 ? "base: nothing is applied" : $"{string.Join(", ", Current)} ({Applied} applied)");
        table.Add("pending", Pending.Count == 0 ? "nothing" : $"{Pending.Count}: {Some(Pending)}");
        Add(table, "gaps", Gaps);
        Add(table, "orphans", Orphans);
        Add(table, "files gone", Gone);
        Add(table, "edited", Edited);
        if (HalfWay is not null)
            table.Add("half way", HalfWay);
        if (Runner is not null)
            table.Add("at work", Runner);
        foreach (var run in Runs)
        {
            table.Add("run " + run.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z",
                $"{run.Purpose}{(run.Tag is null ? "" : $" [{run.Tag}]")}: {run.Outcome}{(run.Error is null ? "" : $" ({run.Error})")}, by {run.By}");
        }
        terminal.Show(table);
    }

    static void Add(Table table, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            table.Add(what, Some(names));
    }

    static string Some(IReadOnlyList<string> names) => names.Count <= 12 ? string.Join(", ", names) : string.Join(", ", names.Take(10)) + $" ... {names[^1]}";
}

/// <summary>A run.</summary>
sealed record RunLine(Guid Id, string Purpose, string Outcome, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string By, string? GitCommit, string? Error, string? Tag)
{
    public static RunLine Of(RunRow run) => new(run.Id, run.Purpose, run.Outcome, run.StartedAt, run.FinishedAt, run.By, run.GitCommit, run.Error, run.Tag);
}
