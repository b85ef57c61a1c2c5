using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>
/// Units that follow each other, in one pipeline: each has its own BEGIN and COMMIT, and after an error the server skips what follows it, so
/// those before the error are committed, the one with it is rolled back, and none after it was tried (manual, 34.5, Pipeline Mode).
/// </summary>
sealed class Transactions(Session session, Journal journal, Watch watch, Plan plan, RunOptions options, LossCounter losses)
{
    const int MostUnits = 32;

    // Units that take their time go one by one, so that progress is seen and a lock is not held up by what waits in the pipeline behind it.
    static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);

    readonly Sender _sender = new(session, options.Tell);
    (int Start, Task<List<Unit>> Units)? _next;
    int _most = 1;
    bool _mayNotWaitForDisk;

    /// <summary>Event triggers run code at plain DDL: nothing can be told from the files then.</summary>
    public bool TrustsNobody { get; init; }

    /// <summary>Carries out the unit that begins at a step, and as many after it as fit into a pipeline.</summary>
    /// <returns>The step after the last one that was carried out.</returns>
    public async Task<int> CarryOutAsync(int start, CancellationToken cancellationToken)
    {
        var units = _next is { } prepared && prepared.Start == start ? await prepared.Units.ConfigureAwait(false) : Units(start, _most, isFirst: _next is null);
        var end = units[^1].End;
        // While the server works on these, the next ones are made ready.
        var most = _most;
        _next = (end, Task.Run(() => Units(end, most, isFirst: false), CancellationToken.None));
        var attempts = new Attempts(plan.Steps[start], options, losses);
        var forgotten = -1;
        for (var done = 0; done < units.Count;)
        {
            var rest = units[done..];
            var tried = options.Clock.GetTimestamp();
            var pipeline = new PipelineProgress([.. rest.Select(unit => plan.Steps[unit.Start..unit.End])], options.Tell);
            try
            {
                await watch.DuringAsync(
                    token => _sender.SendAsync(Pipeline(rest), pipeline.Journalled, token), null, cancellationToken)
                    .ConfigureAwait(false);
                pipeline.Committed(rest.Count);
                done = units.Count;
                _mayNotWaitForDisk = false;
                var took = options.Clock.GetElapsedTime(tried);
                _most = took < Quick ? Math.Min(MostUnits, _most * 2) : took > Slow ? Math.Max(1, _most / 2) : _most;
            }
            catch (SentFailure failure)
            {
                var failed = Math.Max(0, rest.FindIndex(unit => unit.Messages.Contains(failure.Refused!)));
                pipeline.Committed(failed);
                done += failed;
                // Another unit: its patience begins anew.
                if (failed > 0)
                    attempts = new(plan.Steps[units[done].Start], options, losses);
                // A revision deallocated what the driver had prepared (DEALLOCATE ALL), or changed what a prepared query returns.
                if (failure.Server.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.FeatureNotSupported && forgotten != done)
                {
                    forgotten = done;
                    session.ForgetPrepared();
                    continue;
                }
                if (!attempts.MayGoOnAfter(failure))
                    throw;
                await attempts.PauseAsync(failure, tried, cancellationToken).ConfigureAwait(false);
            }
        }
        return end;
    }

    /// <summary>
    /// Only the last COMMIT of a pipeline waits for the disk, and with it all before it are there (manual, 28.4, Asynchronous Commit). Should the server
    /// crash before, it has forgotten the latest revisions together with their journal rows, and the next run goes on from there.
    /// </summary>
    List<Message> Pipeline(List<Unit> units)
    {
        List<Message> messages = [.. units.SelectMany(unit => unit.Messages)];
        if (units.Count > 1)
        {
            messages.Insert(0, Message.Word("SET synchronous_commit = off", messages[0].For));
            // What an error cuts off leaves the session so, and the unit that is tried again may be alone.
            _mayNotWaitForDisk = true;
        }
        if (_mayNotWaitForDisk)
            messages.Insert(messages.Count - 1, Message.Word("RESET synchronous_commit", messages[^1].For));
        return messages;
    }

    List<Unit> Units(int start, int most, bool isFirst)
    {
        var units = new List<Unit>();
        var messages = 0;
        var length = 0L;
        while (start < plan.Steps.Length && plan.Steps[start].Unit is { } number && units.Count < most)
        {
            var end = start + 1;
            while (end < plan.Steps.Length && plan.Steps[end].Unit == number)
                end++;
            var unit = new Unit(start, end, UnitMessages.Transaction(journal, plan, start, end, isFirst, TrustsNobody));
            messages += unit.Messages.Count;
            length += unit.Messages.Sum(message => (long)message.Length);
            var isAlone = unit.Messages.Exists(message => message.StandsAlone) || messages > Sender.LongestBatch || length > Sender.LargestBatch;
            if (isAlone && units.Count > 0)
                break;
            units.Add(unit);
            isFirst = false;
            start = end;
            if (isAlone)
                break;
        }
        return units;
    }

    sealed record Unit(int Start, int End, List<Message> Messages);
}
