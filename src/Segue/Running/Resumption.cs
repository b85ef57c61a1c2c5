using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Judges the step that an earlier run began and did not finish, by what that run wrote down of it, and clears away what it left.</summary>
sealed class Resumption(Session session, Journal journal, Plan plan, Leftovers leftovers, RunOptions options, LossCounter losses)
{
    /// <summary>Whether the step that was interrupted counts as done. If not, nothing of it is left.</summary>
    /// <param name="progress">What earlier runs did.</param>
    /// <param name="index">The first step of the plan that is not done.</param>
    /// <param name="cancellationToken">Cancels what is asked and sent.</param>
    /// <exception cref="SegueException"><see cref="Failure.HalfWay"/>: a person has to look; <see cref="Failure.Checksum"/>: it is done, and the file was changed.</exception>
    public async Task<bool> IsDoneAsync(Progress progress, int index, CancellationToken cancellationToken)
    {
        if (progress.Interrupted is not { } was)
            return false;
        var step = plan.Steps[index];
        if (!await HappenedAsync(was, index, cancellationToken).ConfigureAwait(false))
        {
            await WriteDownAsync([Message.Journal(journal.Cleared(was.Run, was.Ordinal))], cancellationToken).ConfigureAwait(false);
            return false;
        }
        if (step.Id != was.Id || step.Digest != was.Digest)
        {
            throw new SegueException(Failure.Checksum, $"{was.Id} was interrupted and is done, and the file no longer says the same there.")
            {
                Location = step.Source,
                State = $"{was.Revision} is half way: {was.Id} and the steps before it are applied, the rest is not",
                Next = "put the applied part of the file back as it was; what comes after it may be changed freely",
            };
        }
        await session.SendAsync(
            [.. SingleMessages.WriteDown(journal, plan, index, begun: true, ended: true, error: null).Select(message => message.ToBatchCommand())],
            cancellationToken).ConfigureAwait(false);
        options.Tell(new RunEvent.AlreadyDone(step));
        return true;
    }

    async Task<bool> HappenedAsync(ProgressStep was, int index, CancellationToken cancellationToken)
    {
        if (Leftovers.IsForeign(was.Before))
            return false;
        var found = await leftovers.AskAsync(index, was.Probe, was.Before, cancellationToken).ConfigureAwait(false);
        // A psql script does not ask before: what is there now may have been there already.
        var isCertain = was.Before is not null || found == "absent";
        if (!isCertain && Decide(was, index))
            return true;
        if (found == "broken" && was.Repair is { } repair)
        {
            var step = plan.Steps[index];
            await new Attempts(step, options, losses).KeepTryingAsync(token => leftovers.ClearAsync(index, repair, was.Before, token), cancellationToken).ConfigureAwait(false);
            options.Tell(new RunEvent.Repaired(step));
            RunLog.Repaired(options.Logger, was.Id);
            // A pending DETACH is finished, not undone.
            return await leftovers.AskAsync(index, was.Probe, was.Before, cancellationToken).ConfigureAwait(false) == "done";
        }
        if (!isCertain)
            return false;
        // After a failure the server has undone what it can: what is there now is not the work of this step.
        if (found is not null && was.IsFailed)
            return false;
        return found switch { "done" => true, "absent" => false, _ => Decide(was, index) };
    }

    bool Decide(ProgressStep was, int index) => options.Undecided switch
    {
        Undecided.Again => false,
        Undecided.Done => true,
        _ => throw new SegueException(
            Failure.HalfWay, $"{was.Id} {(was.IsFailed ? "failed" : "was interrupted")}, and whether it happened cannot be asked of the catalog.")
        {
            Location = plan.Steps[index].Source,
            State = $"{was.Revision} is half way: the steps before {was.Id} are applied",
            Next = "look at the database, then run the command again with --interrupted again or --interrupted done",
        },
    };

    /// <summary>By the role that logged in, whatever the revision has SET.</summary>
    Task WriteDownAsync(Message[] rows, CancellationToken cancellationToken) => session.SendAsync(
        [
            .. new[] { Message.Word("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), Message.Word("RESET ALL") }.Concat(UnitMessages.OwnRole()).Concat(rows).Append(Message.Word("COMMIT"))
                .Select(message => message.ToBatchCommand()),
        ],
        cancellationToken);
}
