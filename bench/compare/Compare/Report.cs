using System.Globalization;
using System.Text;

namespace Segue.Compare;

/// <summary>The tables, in Markdown, as docs/performance.md holds them.</summary>
sealed class Report
{
    readonly StringBuilder _text = new();
    readonly string _loadBefore = Machine.Load();

    public void Begin(string server, string settings)
    {
        Line($"Taken on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {Machine.Describe()}.");
        Line($"{server.Split(" on ")[0]}, {settings}; data on disk, TCP on the same machine, password, no TLS.");
        Line($"");
    }

    public void Apply(IReadOnlyList<Tool> tools, Dictionary<string, Series> series)
    {
        Line($"### {Inputs.Count:N0} migrations, a table and an index each, to an empty database");
        Line($"");
        var psql = series["psql -f"];
        Line($"Rounds: {psql.Times.Count}. The ratio is the median of the rounds' own ratios.");
        Line($"");
        Line($"| tool | version | median | best | ratio to psql |");
        Line($"| --- | --- | ---: | ---: | ---: |");
        foreach (var tool in tools.OrderBy(tool => series[tool.Name].RatioTo(psql)))
            Line($"| {tool.Name} | {tool.Version} | {Seconds(series[tool.Name].Median)} | {Seconds(series[tool.Name].Best)} | {series[tool.Name].RatioTo(psql):0.00} |");
        Line($"");
    }

    public void NothingToDo(Series many, Series one)
    {
        Line($"### `segue upgrade head` with nothing to do");
        Line($"");
        Line($"| revisions | median | best |");
        Line($"| ---: | ---: | ---: |");
        Line($"| {Inputs.Many:N0} | {Milliseconds(many.Median)} | {Milliseconds(many.Best)} |");
        Line($"| 1 | {Milliseconds(one.Median)} | {Milliseconds(one.Best)} |");
        Line($"| difference | {Milliseconds(many.Median - one.Median)} | {Milliseconds(many.Best - one.Best)} |");
        Line($"");
    }

    public void Versions(Series segue, Series dbmate)
    {
        Line($"### `--version`");
        Line($"");
        Line($"| tool | median | best |");
        Line($"| --- | ---: | ---: |");
        Line($"| segue (.NET, ReadyToRun) | {Milliseconds(segue.Median)} | {Milliseconds(segue.Best)} |");
        Line($"| dbmate (Go) | {Milliseconds(dbmate.Median)} | {Milliseconds(dbmate.Best)} |");
        Line($"");
    }

    public void Link(IEnumerable<Tool> tools, Dictionary<string, Series> near, Dictionary<string, Series> far, Dictionary<string, int> trips, TimeSpan roundTrip)
    {
        Line($"### The same {Inputs.Count:N0} over a link that delays by 5 ms each way");
        Line($"");
        Line($"A round trip over it took {roundTrip.TotalMilliseconds:0.0} ms. Counted: how often the client sends after it was answered, on its busiest connection.");
        Line($"");
        Line($"| tool | without delay | with delay | round trips a migration, by time | counted |");
        Line($"| --- | ---: | ---: | ---: | ---: |");
        foreach (var tool in tools)
        {
            var byTime = (far[tool.Name].Median - near[tool.Name].Median) / roundTrip / Inputs.Count;
            Line($"| {tool.Name} | {Seconds(near[tool.Name].Median)} | {Seconds(far[tool.Name].Median)} | {byTime:0.00} | {(double)trips[tool.Name] / Inputs.Count:0.00} |");
        }
        Line($"");
    }

    public void End() => Line($"Load of the machine: {_loadBefore} before, {Machine.Load()} after (the runs themselves included).");

    public override string ToString() => _text.ToString();

    static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    void Line(FormattableString text) => _text.Append(FormattableString.Invariant(text)).Append('\n');
}
