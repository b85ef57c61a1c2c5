using Segue.Revisions;

namespace Segue.Running;

/// <summary>The attempts at one transaction, or at one step outside a transaction: how often, since when, and how long the next pause is.</summary>
/// <param name="step">What is tried; its patience counts.</param>
/// <param name="options">Clock, jitter, and who is told.</param>
/// <param name="losses">Counts what was lost.</param>
sealed class Attempts(Step step, RunOptions options, LossCounter losses)
{
    readonly long _begun = options.Clock.GetTimestamp();
    TimeSpan _pause = step.Patience.FirstPause;
    int _failed;

    /// <summary>Tries until it succeeds, fails for good, or the patience is over.</summary>
    public async Task KeepTryingAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var tried = options.Clock.GetTimestamp();
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SentFailure failure) when (MayGoOnAfter(failure))
            {
                await PauseAsync(failure, tried, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public bool MayGoOnAfter(SentFailure failure) => failure.MayPass && options.Clock.GetElapsedTime(_begun) < step.Patience.Limit;

    /// <param name="failure">What ended the attempt.</param>
    /// <param name="tried">When it began.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    public async Task PauseAsync(SentFailure failure, long tried, CancellationToken cancellationToken)
    {
        var jittered = _pause * (0.75 + (options.Random.NextDouble() / 2));
        options.Tell(new RunEvent.Retrying(step.Revision, ++_failed, jittered, failure.Short));
        RunLog.Retrying(options.Logger, step.Revision, _failed, failure.Short, jittered);
        await Task.Delay(jittered, options.Clock, cancellationToken).ConfigureAwait(false);
        losses.Add(options.Clock.GetElapsedTime(tried));
        _pause = _pause * 2 < step.Patience.LongestPause ? _pause * 2 : step.Patience.LongestPause;
    }
}
