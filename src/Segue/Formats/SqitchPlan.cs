using Segue.Sql;

namespace Segue.Formats;

/// <summary>sqitch.plan: changes and tags, one a line.</summary>
sealed class SqitchPlan
{
    readonly List<SqitchChange> _changes = [];
    readonly Dictionary<string, SqitchChange> _latest = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _tagged = new(StringComparer.Ordinal);
    readonly ICollection<Problem> _problems;

    SqitchPlan(ICollection<Problem> problems) => _problems = problems;

    /// <summary>In their order.</summary>
    public IReadOnlyList<SqitchChange> Changes => _changes;

    /// <summary>The name of the project; empty: it is not said.</summary>
    public string Project { get; private set; } = "";

    /// <summary>Reads it.</summary>
    public static SqitchPlan Read(SourceText source, ICollection<Problem> problems)
    {
        var plan = new SqitchPlan(problems);
        var start = 0;
        foreach (var line in source.Text.Split('\n'))
        {
            plan.Take(line.Trim('\uFEFF').Trim(), source.LocationOf(start));
            start += line.Length + 1;
        }
        return plan;
    }

    void Take(string line, SourceLocation location)
    {
        var sharp = line.IndexOf('#', StringComparison.Ordinal);
        var note = sharp < 0 ? "" : line[(sharp + 1)..].Trim().Replace("\\n", "\n", StringComparison.Ordinal);
        var text = (sharp < 0 ? line : line[..sharp]).Trim();
        switch (text)
        {
            case "":
                break;
            case ['%', ..]:
                if (text.Split('=') is [var key, var value] && key[1..].Trim() == "project")
                    Project = value.Trim();
                break;
            case ['@', ..]:
                TakeTag(Word(text, out _)[1..], location);
                break;
            case ['-', ..]:
                _problems.Add(new("sqitch-revert", "a plan that reverts changes by a line of its own is not read") { Location = location, Remedy = "sqitch rework says the same" });
                break;
            default:
                TakeChange(text.TrimStart('+').TrimStart(), note, location);
                break;
        }
    }

    void TakeTag(string tag, SourceLocation location)
    {
        if (_changes is not [.., var change])
            _problems.Add(new("sqitch-tag", $"the tag @{tag} stands before all changes") { Location = location });
        else
            change.Tags.Add(tag);
        _tagged[tag] = _changes.Count;
    }

    void TakeChange(string text, string note, SourceLocation location)
    {
        var name = Word(text, out var rest);
        var needs = "";
        if (rest is ['[', ..] && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            (needs, rest) = (rest[1..end], rest[(end + 1)..].Trim());
        var before = _latest.GetValueOrDefault(name);
        var plannedAt = Word(rest, out var planner);
        var change = new SqitchChange(name, (before?.Number ?? 0) + 1, location) { PlannedAt = plannedAt, Planner = planner, Note = note };
        foreach (var need in needs.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Require(change, need);
        if (before is not null)
            Rework(before, change);
        _changes.Add(change);
        _latest[name] = change;
    }

    void Rework(SqitchChange before, SqitchChange change)
    {
        before.ReworkTags.AddRange(_changes.Skip(_changes.IndexOf(before)).Reverse().SelectMany(one => one.Tags));
        if (before.ReworkTags.Count == 0)
        {
            _problems.Add(new("sqitch-duplicate", $"the change {change.Name} stands twice, without a tag between")
            {
                Location = change.Location,
                Remedy = "sqitch rework needs a tag between a change and its next form",
            });
        }
    }

    void Require(SqitchChange change, string need)
    {
        var isConflict = need is ['!', ..];
        var wanted = need.TrimStart('!');
        if (wanted.Contains(':', StringComparison.Ordinal) && !wanted.StartsWith(Project + ":", StringComparison.Ordinal))
        {
            _problems.Add(new("sqitch-other-project", $"{change.Name} {(isConflict ? "conflicts with" : "requires")} {wanted} of another project, which cannot be seen from here")
            {
                Location = change.Location,
                Remedy = "take it out of the brackets once the other project is deployed",
            });
            return;
        }
        wanted = wanted[(wanted.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var found = Find(wanted);
        if (isConflict)
        {
            if (found is not null)
            {
                _problems.Add(new("sqitch-conflict", $"{change.Name} conflicts with {wanted}, which the plan deploys before it") { Location = change.Location });
            }
        }
        else if (found is null)
        {
            _problems.Add(new("sqitch-requires", $"{change.Name} requires {wanted}, which does not stand before it")
            {
                Location = change.Location,
                Remedy = Suggestion.For(wanted, _latest.Keys),
            });
        }
        else
        {
            change.Requires.Add(found.Id);
        }
    }

    /// <summary><c>name</c>, <c>@tag</c> or <c>name@tag</c>: the change as it was when the tag was set.</summary>
    SqitchChange? Find(string wanted)
    {
        var at = wanted.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? wanted : wanted[..at];
        var count = at < 0 ? _changes.Count : _tagged.GetValueOrDefault(wanted[(at + 1)..]);
        return _changes.Take(count).LastOrDefault(change => name.Length == 0 || change.Name == name);
    }

    static string Word(string text, out string rest)
    {
        var end = text.IndexOfAny([' ', '\t']);
        rest = end < 0 ? "" : text[end..].Trim();
        return end < 0 ? text : text[..end];
    }
}
