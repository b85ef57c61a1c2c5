using System.Globalization;
using System.Text;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>The change sets of a file.</summary>
sealed class LiquibaseChanges
{
    readonly SourceText _source;
    readonly ICollection<Problem> _problems;
    readonly List<LiquibaseChange> _sets = [];
    readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    readonly StringBuilder _upgrade = new();
    readonly StringBuilder _rollback = new();
    bool _inRollback;
    int _ignored;

    LiquibaseChanges(SourceText source, ICollection<Problem> problems) => (_source, _problems) = (source, problems);

    /// <summary>In their order.</summary>
    public IReadOnlyList<LiquibaseChange> Sets => _sets;

    /// <summary>Values of <c>${name}</c>; the first one given counts.</summary>
    public IReadOnlyDictionary<string, string> Properties => _properties;

    /// <summary>Reads them.</summary>
    public static LiquibaseChanges Read(SourceText source, ICollection<Problem> problems)
    {
        var changes = new LiquibaseChanges(source, problems);
        var start = 0;
        while (start < source.Text.Length)
        {
            var length = source.Text.AsSpan(start).IndexOf('\n') is >= 0 and var end ? end + 1 : source.Text.Length - start;
            changes.Take(source.Text.Substring(start, length), start);
            start += length;
        }
        changes.End();
        return changes;
    }

    void Take(string line, int start)
    {
        var bare = line.TrimEnd('\r', '\n').TrimStart('\uFEFF');
        if (_inRollback)
        {
            _inRollback = !bare.Trim().EndsWith("*/", StringComparison.Ordinal);
            Add(line, upgrade: false, _inRollback ? line : line.Replace("*/", "  ", StringComparison.Ordinal));
        }
        else if (_ignored > 0)
        {
            _ignored = IsIgnoring(bare) is 0 ? 0 : _ignored - 1;
            Add(line, upgrade: false, null);
        }
        else if (LiquibaseLines.ChangeSet().Match(bare) is { Success: true } change)
        {
            Begin(change.Groups["author"].Value, change.Groups["id"].Value, change.Groups["rest"].Value, start, line.Length);
        }
        else if (LiquibaseLines.Property().Match(bare) is { Success: true } property)
        {
            TakeProperty(LiquibaseLines.Attributes(property.Groups["rest"].Value));
            Add(line, upgrade: true, null);
        }
        else if (_sets is [.., var current])
        {
            Take(current, line, bare, start);
        }
        else if (LiquibaseLines.Miswritten().IsMatch(bare))
        {
            _problems.Add(new("liquibase-line", $"'{bare.Trim()}' is not written as Liquibase wants it")
            {
                Location = _source.LocationOf(start),
                Remedy = "--changeset author:id attribute:value",
            });
        }
    }

    void Take(LiquibaseChange change, string line, string bare, int start)
    {
        if (LiquibaseLines.RollbackBlock().IsMatch(bare))
        {
            change.Rollback = "";
            _inRollback = true;
            Add(line, upgrade: false, null);
        }
        else if (LiquibaseLines.Rollback().Match(bare) is { Success: true } rollback)
        {
            TakeRollback(change, line, rollback.Groups["text"], start);
        }
        else
        {
            if (LiquibaseLines.Precondition().IsMatch(bare))
            {
                change.Problems.Add(new("liquibase-precondition", "preconditions are not asked here")
                {
                    Location = _source.LocationOf(start),
                    Remedy = "what is applied is an explicit set: take the line away once the change set is applied everywhere, or write the condition into a DO block",
                });
            }
            else if (LiquibaseLines.Comment().Match(bare) is { Success: true } comment && change.Comment.Length == 0)
            {
                change.Comment = comment.Groups["text"].Value;
            }
            else if (IsIgnoring(bare) is { } count)
            {
                _ignored = count;
            }
            Add(line, upgrade: true, null);
        }
    }

    void TakeRollback(LiquibaseChange change, string line, System.Text.RegularExpressions.Group sql, int start)
    {
        change.Rollback = "";
        var text = sql.Value.Trim();
        if (text.StartsWith("changesetId:", StringComparison.OrdinalIgnoreCase))
        {
            change.Problems.Add(new("liquibase-rollback", "a rollback that is another change set is not read")
            {
                Location = _source.LocationOf(start),
                Remedy = "write its statements here",
            });
        }
        var isNothing = text is "" || text.Equals("empty", StringComparison.OrdinalIgnoreCase) || text.StartsWith("not required", StringComparison.OrdinalIgnoreCase);
        Add(line, upgrade: true, isNothing ? null : new string(' ', sql.Index) + line[sql.Index..]);
    }

    void TakeProperty(Dictionary<string, string> attributes)
    {
        if (attributes.TryGetValue("name", out var name) && LiquibaseExpression.IsForPostgres(attributes.GetValueOrDefault("dbms")))
            _properties.TryAdd(name, attributes.GetValueOrDefault("value") ?? "");
    }

    void Begin(string author, string id, string rest, int start, int length)
    {
        End();
        _sets.Add(new(author.Trim().Trim('"'), id.Trim('"'), _source.LocationOf(start), LiquibaseLines.Attributes(rest)) { Start = start + length });
    }

    void End()
    {
        if (_sets is [.., var last])
        {
            last.Upgrade = _upgrade.ToString();
            if (last.Rollback is not null)
                last.Rollback = _rollback.ToString();
        }
        _upgrade.Clear();
        _rollback.Clear();
    }

    /// <summary>Both texts keep the places of their characters.</summary>
    void Add(string line, bool upgrade, string? rollback)
    {
        var blank = new string([.. line.Select(c => c is '\r' or '\n' ? c : ' ')]);
        _upgrade.Append(upgrade ? line : blank);
        _rollback.Append(rollback ?? blank);
    }

    /// <summary>How many lines after this one do not count; 0: those that did not count end here; null: nothing is said.</summary>
    static int? IsIgnoring(string line) => LiquibaseLines.IgnoreLines().Match(line) is not { Success: true } match ? null
        : match.Groups["what"].Value.ToUpperInvariant() switch
        {
            "START" => int.MaxValue,
            "END" => 0,
            var number => int.TryParse(number, CultureInfo.InvariantCulture, out var count) ? count : null,
        };
}
