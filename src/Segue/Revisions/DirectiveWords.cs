using System.Globalization;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The words a directive can have, and what stands after them.</summary>
static class DirectiveWords
{
    public const string Verbatim = "verbatim";
    public const string Irreversible = "irreversible";
    public const string ToMark = "to-mark";

    static readonly string[] Sections = ["upgrade", "downgrade", "verify", "run"];
    static readonly string[] OfStatements = ["no-transaction", "online", "up", "down", "allow", "timeout"];
    static readonly string[] All = [.. Sections, Irreversible, ToMark, .. OfStatements, Verbatim];

    public static RevisionSection? Section(Directive directive) =>
        Array.IndexOf(Sections, directive.Word) is >= 0 and var index ? (RevisionSection)index : null;

    public static bool BindsToStatement(Directive directive) => OfStatements.Contains(directive.Word, StringComparer.Ordinal);

    public static Problem? Objection(Directive directive, SourceLocation location)
    {
        if (!All.Contains(directive.Word, StringComparer.Ordinal))
        {
            return new("unknown-directive", directive.Word.Length == 0 ? "'segue:' without a word" : $"'{directive.Word}' is no directive")
            {
                Location = location,
                Remedy = Suggestion.For(directive.Word, All) ?? $"the directives are {string.Join(", ", All)}",
            };
        }
        var form = directive.Word switch
        {
            "up" or "down" => directive.Argument.Length > 0 ? null : $"{directive.Word} <expression>",
            "allow" => Because(directive.Argument) is ({ Length: > 0 } rule, { Length: > 0 })
                && !rule.Contains(' ', StringComparison.Ordinal)
                ? null
                : "allow <rule> because <reason>",
            Irreversible => Because(directive.Argument) is ("", { Length: > 0 }) ? null : "irreversible because <reason>",
            ToMark => null,
            "timeout" => Timeouts(directive.Argument) is not null ? null : "timeout lock=2s statement=5min",
            var word => directive.Argument.Length == 0 ? null : word,
        };
        var written = $"{directive.Word} {directive.Argument}".TrimEnd();
        return form is null ? null : new("directive-form", $"'{written}' is not how this directive is written")
        {
            Location = location,
            Remedy = $"write '-- segue: {form}'",
        };
    }

    /// <summary>The directives are known to be well formed.</summary>
    public static StatementDirectives Bind(IReadOnlyList<(Directive Directive, SourceLocation Location)> directives)
    {
        var bound = StatementDirectives.None;
        foreach (var (directive, location) in directives)
        {
            bound = directive.Word switch
            {
                "no-transaction" => bound with { NoTransaction = true },
                "online" => bound with { Online = true },
                "up" => bound with { Up = directive.Argument },
                "down" => bound with { Down = directive.Argument },
                "allow" when Because(directive.Argument) is var (rule, reason) =>
                    bound with { Allowed = [.. bound.Allowed, new(rule, reason, location)] },
                "timeout" when Timeouts(directive.Argument) is var (wait, run) =>
                    bound with { LockTimeout = wait, StatementTimeout = run },
                _ => bound,
            };
        }
        return bound;
    }

    /// <summary>What stands before and after the word <c>because</c>.</summary>
    public static (string Before, string Reason) Because(string argument)
    {
        const string Word = "because ";
        var at = argument.StartsWith(Word, StringComparison.OrdinalIgnoreCase)
            ? 0
            : argument.IndexOf(" " + Word, StringComparison.OrdinalIgnoreCase) + 1;
        return at == 0 && !argument.StartsWith(Word, StringComparison.OrdinalIgnoreCase)
            ? (argument, "")
            : (argument[..at].Trim(), argument[(at + Word.Length)..].Trim());
    }

    static (TimeSpan? Lock, TimeSpan? Statement)? Timeouts(string argument)
    {
        TimeSpan? wait = null;
        TimeSpan? run = null;
        foreach (var part in argument.Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 || Duration(part[(sign + 1)..]) is not { } duration)
                return null;
            var name = part[..sign].ToLowerInvariant();
            if (name == "lock" && wait is null)
                wait = duration;
            else if (name == "statement" && run is null)
                run = duration;
            else
                return null;
        }
        return wait is null && run is null ? null : (wait, run);
    }

    /// <summary>PostgreSQL's units of time (manual, 20.1.1) without microseconds; a bare number only if it is 0.</summary>
    static TimeSpan? Duration(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (text == "0")
            return TimeSpan.Zero;
        if (digits <= 0 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[digits..].ToLowerInvariant() switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" when number < 10_000 => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
