using System.Collections.Immutable;
using Segue.Revisions;

namespace Segue.Running;

/// <summary>Tells which revisions of a pipeline are done while it runs: a unit is committed when the journal row of the next one was answered.</summary>
/// <param name="units">Their steps.</param>
/// <param name="options">Who is told, and the clock.</param>
sealed class PipelineProgress(IReadOnlyList<ImmutableArray<Step>> units, RunOptions options)
{
    readonly List<(int Unit, List<Step> Steps)> _groups =
        [.. units.Index().SelectMany(unit => unit.Item.GroupBy(step => step.Revision).Select(group => (unit.Index, group.ToList())))];

    readonly List<TimeSpan> _took = [];
    long _latest = options.Clock.GetTimestamp();
    int _told;

    /// <summary>The journal row of the next revision was written.</summary>
    public void Journalled()
    {
        _took.Add(options.Clock.GetElapsedTime(_latest));
        _latest = options.Clock.GetTimestamp();
        Committed(_groups[_took.Count - 1].Unit);
    }

    /// <summary>So many units are committed.</summary>
    public void Committed(int count)
    {
        for (; _told < _groups.Count && _groups[_told].Unit < count; _told++)
            options.Tell(new RunEvent.Done(_groups[_told].Steps, _told < _took.Count ? _took[_told] : options.Clock.GetElapsedTime(_latest)));
    }
}
