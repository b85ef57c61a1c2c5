using System.Globalization;
using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>Shows a run while it goes on: a bar for each revision, or one for all where there are many.</summary>
/// <param name="terminal">For what is no progress.</param>
/// <param name="progress">For what is.</param>
sealed class RunDisplay(Terminal terminal, Progress progress) : IDisposable
{
    const int MostBars = 25;

    readonly Dictionary<string, (ProgressStep Bar, int Left, TimeSpan Took)> _bars = [];
    ProgressStep? _all;
    ProgressStep? _latest;

    /// <summary>Rows that a run section selected, to be shown when the bars are gone.</summary>
    public List<RunEvent.Rows> Rows { get; } = [];

    public void Tell(RunEvent told)
    {
        switch (told)
        {
            case RunEvent.Started started:
                Begin(started);
                break;
            case RunEvent.Done done:
                Advance(done.Steps[0].Revision, done.Steps.Count, done.Duration);
                break;
            case RunEvent.AlreadyDone done:
                Advance(done.Step.Revision, 1, TimeSpan.Zero);
                break;
            case RunEvent.Waiting waiting:
                _latest?.Note($"waits for {waiting.Blockers[0]}");
                break;
            case RunEvent.Retrying retry:
                _latest?.Note(string.Create(CultureInfo.InvariantCulture, $"{retry.Reason}; try {retry.Attempt + 1} in {retry.Pause.TotalSeconds:0.0} s"));
                break;
            case RunEvent.Repaired repaired:
                _latest?.Note($"cleared away what an interrupted {repaired.Step.Id} left behind");
                break;
            case RunEvent.OtherRunner other:
                terminal.Message(MessageKind.News, other.Holder is null ? "waiting for another Segue" : $"another Segue is at work: {other.Holder}");
                break;
            case RunEvent.Rows rows:
                Rows.Add(rows);
                break;
            case RunEvent.Notice { Severity: "WARNING" } notice:
                terminal.Message(MessageKind.Warning, notice.Text);
                break;
            case RunEvent.Notice notice:
                terminal.Message(MessageKind.Detail, notice.Text);
                break;
            case RunEvent.Warning warning:
                terminal.Message(MessageKind.Warning, warning.Text);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var revision in _bars.Values)
            revision.Bar.Dispose();
        _all?.Dispose();
    }

    void Begin(RunEvent.Started started)
    {
        var revisions = started.Plan.Steps.CountBy(step => step.Revision).ToList();
        _all?.Dispose();
        _all = null;
        if (revisions.Count > MostBars)
            _all = _latest = progress.Begin(started.Plan.Purpose, started.Plan.Steps.Length);
        else
            foreach (var (revision, steps) in revisions)
                _bars[revision] = (progress.Begin(revision, steps), steps, TimeSpan.Zero);
        _latest ??= _bars.Values.FirstOrDefault().Bar;
    }

    void Advance(string revision, int steps, TimeSpan took)
    {
        _all?.Advance(steps);
        if (!_bars.TryGetValue(revision, out var bar))
            return;
        _latest = bar.Bar;
        bar.Bar.Advance(steps);
        _bars[revision] = bar = (bar.Bar, bar.Left - steps, bar.Took + took);
        if (bar.Left <= 0)
            bar.Bar.Done(string.Create(CultureInfo.InvariantCulture, $"{bar.Took.TotalMilliseconds:0} ms"));
    }
}
