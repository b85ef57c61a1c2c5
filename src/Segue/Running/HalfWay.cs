using Segue.Revisions;

namespace Segue.Running;

/// <summary>The one revision that is applied in part goes before everything else.</summary>
static class HalfWay
{
    /// <summary>A revision on its way in cannot be gone on with by a downgrade, nor one on its way out by an upgrade.</summary>
    public static void Refuse(AppliedSet applied, AppliedState other)
    {
        if (applied.HalfWay is { } row && row.State == other)
        {
            var command = other == AppliedState.Applying ? "upgrade" : "downgrade";
            throw new SegueException(Failure.HalfWay, $"{row.Revision.Id} is half way through its {command}.")
            {
                State = "nothing was done",
                Next = $"segue {command} resumes it",
            };
        }
    }

    /// <summary>The path with what is half way at its beginning.</summary>
    /// <exception cref="SegueException"><see cref="Failure.HalfWay"/>: the path does not touch it.</exception>
    public static IReadOnlyList<RevisionHeader> First(AppliedSet applied, IReadOnlyList<RevisionHeader> path)
    {
        if (applied.HalfWay is not { } row)
            return path;
        if (path.FirstOrDefault(revision => revision.Id == row.Revision.Id) is not { } halfWay)
        {
            throw new SegueException(Failure.HalfWay, $"{row.Revision.Id} is half way, and what was asked for does not lead through it.")
            {
                State = "nothing was done",
                Next = $"finish it first: segue {(row.State == AppliedState.Applying ? "upgrade" : "downgrade")} with {row.Revision.Id} on its way",
            };
        }
        return [halfWay, .. path.Where(revision => revision != halfWay)];
    }
}
