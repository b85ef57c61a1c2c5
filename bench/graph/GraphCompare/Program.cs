using System.Globalization;
using System.Text.RegularExpressions;
using Segue.Compare;
using Segue.GraphCompare;

var work = Path.GetFullPath(args[0]);
var rounds = args is [_, "--rounds", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 5;
var folder = Path.Combine(work, "graph");
var nodes = LargeGraph.Make();
GraphInputs.Write(folder, nodes);
var programs = new Programs(folder, Path.Combine(work, "segue", "segue"));

var named = new Regex("r[0-9]{5}", RegexOptions.Compiled);
Contest[] contests =
[
    new("history", ["history"], "alembic", ["history"], (segue, alembic) => Listed(segue).Count == nodes.Count && alembic.Count('\n') >= nodes.Count),
    new("heads", ["heads"], "alembic", ["heads"], (segue, alembic) => Listed(segue).SetEquals(Listed(alembic))),
    new("plan; Alembic's revisions in SQL", ["upgrade", "heads", "--dry-run", "--offline"], "alembic", ["upgrade", "heads", "--sql"], IsWhole),
    new("plan; Alembic's revisions in operations", ["upgrade", "heads", "--dry-run", "--offline"], "alembic-operations", ["upgrade", "heads", "--sql"], IsWhole),
];
(string What, string[] Words)[] alone =
[
    ("history --graph", ["history", "--graph"]),
    ("history --graph=svg", ["history", "--graph=svg"]),
    ("history --graph=mermaid", ["history", "--graph=mermaid"]),
];

var load = Machine.Load();
var server = Path.Combine(work, "graph-postgres");
await using var postgres = await Server.StartAsync(server);
var empty = await postgres.FreshAsync();
var ours = contests.ToDictionary(contest => contest, _ => new Series());
var theirs = contests.ToDictionary(contest => contest, _ => new Series());
var others = alone.Append(("plan heads, of an empty database", ["plan", "heads"])).ToDictionary(one => one.Item1, _ => new Series());
for (var round = -1; round < rounds; round++)
{
    foreach (var contest in contests)
    {
        var (segue, alembic) = (programs.Segue(null, contest.Segue), programs.Alembic(contest.Project, contest.Alembic));
        if (!contest.IsAnswer(segue.Out, alembic.Out))
            throw new InvalidOperationException($"{contest.What}: the answers differ");
        Note(round, FormattableString.Invariant($"{contest.What}: segue {segue.Took.TotalSeconds:0.00} s, Alembic {alembic.Took.TotalSeconds:0.00} s"));
        if (round < 0)
            continue;
        ours[contest].Add(segue.Took);
        theirs[contest].Add(alembic.Took);
    }
    foreach (var (what, words) in alone)
        Alone(what, programs.Segue(null, words).Took);
    Alone("plan heads, of an empty database", programs.Segue(empty, "plan", "heads").Took);

    void Alone(string what, TimeSpan took)
    {
        Note(round, FormattableString.Invariant($"{what}: {took.TotalSeconds:0.00} s"));
        if (round >= 0)
            others[what].Add(took);
    }
}

Line($"Taken on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {Machine.Describe()}.");
Line($"segue {Version(programs.Segue(null, "--version").Out)}, Alembic {Version(programs.Alembic("alembic", "--version").Out)}. {nodes.Count:N0} revisions, {nodes.Count(node => node.Parents.Count > 1)} merges, {nodes.Count(node => node.DependsOn is not null)} that depend on another, {Listed(programs.Segue(null, "heads").Out).Count} heads. Rounds: {rounds}.");
Line($"");
Line($"| | segue | median | best | Alembic | median | best | times faster |");
Line($"| --- | --- | ---: | ---: | --- | ---: | ---: | ---: |");
foreach (var contest in contests)
    Line($"| {contest.What} | `segue {string.Join(' ', contest.Segue)}` | {Time(ours[contest].Median)} | {Time(ours[contest].Best)} | `alembic {string.Join(' ', contest.Alembic)}` | {Time(theirs[contest].Median)} | {Time(theirs[contest].Best)} | {theirs[contest].RatioTo(ours[contest]):0.0} |");
Line($"");
Line($"| segue alone | median | best |");
Line($"| --- | ---: | ---: |");
foreach (var (what, series) in others)
    Line($"| {what} | {Time(series.Median)} | {Time(series.Best)} |");
Line($"");
Line($"Load of the machine: {load} before, {Machine.Load()} after (the runs themselves included).");
return 0;

bool IsWhole(string segue, string alembic) => Named(segue).Count == nodes.Count && Indexes(segue).SetEquals(Indexes(alembic)) && Indexes(segue).Count == nodes.Count;

HashSet<string> Indexes(string text) => Regex.Matches(text, "CREATE INDEX (r[0-9]{5}_name)").Select(match => match.Groups[1].Value).ToHashSet();

// What stands first in a line.
HashSet<string> Listed(string text) => text.Split('\n').Select(line => line.Split(' ')[0]).Where(word => named.IsMatch(word)).ToHashSet();

HashSet<string> Named(string text) => named.Matches(text).Select(match => match.Value).ToHashSet();

static string Version(string text) => Regex.Match(text, @"\d+(\.\d+)+").Value;

static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N0} ms");

static void Note(int round, string text) => Console.Error.WriteLine($"{(round < 0 ? "warming" : FormattableString.Invariant($"round {round + 1}"))}: {text}");

static void Line(FormattableString text) => Console.Out.Write(FormattableString.Invariant(text) + "\n");
