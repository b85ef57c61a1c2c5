using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>What a run that was stopped has come to, as its journal says.</summary>
/// <param name="Finished">The revisions that it applied or took back, in order.</param>
/// <param name="HalfWay">The revision of the plan that is half way; null: none is.</param>
/// <param name="Next">The first step of the plan that is not committed.</param>
sealed record Standing(IReadOnlyList<string> Finished, string? HalfWay, Step? Next)
{
    /// <summary>Reads it.</summary>
    /// <param name="session">Not the one that was stopped, which may be in the middle of a transaction.</param>
    /// <param name="project">Whose journal rows.</param>
    /// <param name="run">The run.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="skipped">How many steps of the plan earlier runs had done.</param>
    public static async Task<Standing> ReadAsync(Session session, string project, Guid run, Plan plan, int skipped)
    {
        var done = await session.ListAsync(
            new(SqlText.Of($"SELECT ordinal FROM {session.Schema}.step WHERE run_id = $1 AND outcome = 'done' ORDER BY ordinal"), run),
            row => row.GetInt32(0) - 1, CancellationToken.None).ConfigureAwait(false);
        var halfWay = await session.ListAsync(
            new(SqlText.Of($"SELECT revision FROM {session.Schema}.applied WHERE project = $1 AND state <> 'applied'"), project),
            row => row.GetString(0), CancellationToken.None).ConfigureAwait(false);
        return new(
            [.. done.Select(index => plan.Steps[index]).Where(step => step.Work is Work.Enter or Work.Leave).Select(step => step.Revision)],
            halfWay.Find(revision => plan.Steps.Any(step => step.Revision == revision && step.Direction != Direction.Run)),
            plan.Steps.Skip(skipped).Where((_, index) => !done.Contains(skipped + index)).FirstOrDefault());
    }

    /// <summary>In one sentence.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="failed">The step that was refused; null: the one whose turn it was.</param>
    /// <param name="isLost">Whether the open transaction was committed is not known.</param>
    public string Sentence(Plan plan, Step? failed, bool isLost = false)
    {
        var step = failed ?? Next;
        var parts = new List<string>();
        if (Finished.Count > 0)
            parts.Add($"{Names(Finished)} {(plan.Steps.Any(step => step.Direction == Direction.Down) ? "taken back" : "applied")}");
        if (HalfWay is not null)
            parts.Add($"{HalfWay} is half way: {Reached(plan, step)}the next run of the same command resumes it");
        if (step?.Unit is { } unit)
        {
            string[] open = [.. plan.Steps.TakeWhile(other => other != step).Where(other => other.Unit == unit).Append(step)
                .Select(other => other.Revision).Distinct().Where(revision => revision != HalfWay)];
            if (open.Length > 0)
                parts.Add(isLost ? $"whether {string.Join(" to ", open.Distinct())} was committed stands in the journal" : $"{Names(open)} rolled back");
        }
        else if (step is not null && step.Revision != HalfWay)
        {
            parts.Add(step.Direction switch
            {
                Direction.Run => $"what stands before {step.Id} stays",
                Direction.Down => $"{step.Revision} is applied as before",
                _ => $"nothing of {step.Revision} is left",
            });
        }
        return string.Join(", ", parts);
    }

    string Reached(Plan plan, Step? step)
    {
        if (step is null)
            return "";
        var inOpen = plan.Steps.FirstOrDefault(other => other.Revision == HalfWay && (other == step || (step.Unit is not null && other.Unit == step.Unit)));
        return inOpen is null ? "" : $"what stands before {(step.Revision == HalfWay && step.Unit is null ? step : inOpen).Id} is committed; ";
    }

    static string Names(IReadOnlyList<string> revisions) =>
        revisions.Count == 1 ? $"{revisions[0]} was" : $"{revisions[0]} to {revisions[^1]} were";
}
