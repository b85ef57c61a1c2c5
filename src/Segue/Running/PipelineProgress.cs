using System.Collections.Immutable;
using Segue.Revisions;

namespace Segue.Running;

/// <summary>Tells which revisions of a pipeline are done while it runs: a unit is committed when the journal row of the next one was answered.</summary>
/// <param name="units">Their steps.</param>
/// <param name="tell">Who is told.</param>
sealed class PipelineProgress(IReadOnlyList<ImmutableArray<Step>> units, Action<RunEvent> tell)
{
    readonly List<(int Unit, List<Step> Steps)> _groups =
        [.. units.Index().SelectMany(unit => unit.Item.GroupBy(step => step.Revision).Select(group => (unit.Index, group.ToList())))];

    readonly List<TimeSpan> _took = [];
    int _told;

    /// <summary>The journal row of the next revision was written.</summary>
    /// <param name="took">Since its transaction began.</param>
    public void Journalled(TimeSpan took)
    {
        _took.Add(took);
        Committed(_groups[_took.Count - 1].Unit);
    }

    /// <summary>So many units are committed.</summary>
    public void Committed(int count)
    {
        for (; _told < _groups.Count && _groups[_told].Unit < count; _told++)
        {
            // Revisions that share a transaction began where the one before them was journalled.
            var before = _told > 0 && _groups[_told - 1].Unit == _groups[_told].Unit ? _took[_told - 1] : TimeSpan.Zero;
            tell(new RunEvent.Done(_groups[_told].Steps, _told < _took.Count ? _took[_told] - before : TimeSpan.Zero));
        }
    }
}
