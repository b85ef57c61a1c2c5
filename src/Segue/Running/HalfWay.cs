using Segue.Revisions;

namespace Segue.Running;

/// <summary>The one revision that is applied in part goes before everything else.</summary>
public static class HalfWay
{
    /// <summary>What is half way, and what resumes it, as a problem; null: nothing is.</summary>
    public static Problem? Problem(AppliedSet applied)
    {
        ArgumentNullException.ThrowIfNull(applied);
        return applied.HalfWay is { } row
            ? new("half-way", $"{row.Revision.Id} is half way through its {Command(row)}") { Remedy = Remedy(row) }
            : null;
    }

    /// <summary>A revision on its way in cannot be gone on with by a downgrade, nor one on its way out by an upgrade.</summary>
    internal static void Refuse(AppliedSet applied, AppliedState other)
    {
        if (applied.HalfWay is { } row && row.State == other)
            throw Refused(row, "");
    }

    /// <summary>For what can neither go on with it nor pass it by.</summary>
    internal static void Refuse(AppliedSet applied)
    {
        if (applied.HalfWay is { } row)
            throw Refused(row, ", and a script cannot resume it");
    }

    /// <summary>The path with what is half way at its beginning.</summary>
    /// <exception cref="SegueException"><see cref="Failure.HalfWay"/>: the path does not touch it.</exception>
    internal static IReadOnlyList<RevisionHeader> First(AppliedSet applied, IReadOnlyList<RevisionHeader> path)
    {
        if (applied.HalfWay is not { } row)
            return path;
        return path.FirstOrDefault(revision => revision.Id == row.Revision.Id) is { } halfWay
            ? [halfWay, .. path.Where(revision => revision != halfWay)]
            : throw Refused(row, ", and what was asked for does not lead through it");
    }

    /// <summary>What goes on with a half-way revision goes on with its run: what was carried out before that run is not repeated.</summary>
    internal static Project Resumed(Project project, AppliedSet applied) =>
        applied.HalfWay is null ? project : project with { Hooks = project.Hooks with { BeforeRun = [] } };

    static SegueException Refused(AppliedRow row, string why) => new(Failure.HalfWay, $"{row.Revision.Id} is half way through its {Command(row)}{why}.")
    {
        State = "nothing was done",
        Next = Remedy(row),
    };

    static string Command(AppliedRow row) => row.State == AppliedState.Applying ? "upgrade" : "downgrade";

    static string Remedy(AppliedRow row) => $"segue {Command(row)} with {row.Revision.Id} on its way resumes it";
}
