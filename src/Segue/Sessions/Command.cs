using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>A statement of our own with the values for its <c>$1</c>, <c>$2</c> ... A value is null, text, bool, int, long, double, Guid, DateTimeOffset or TimeSpan.</summary>
/// <param name="Text">The SQL; every parameter that can be null carries a cast.</param>
/// <param name="Values">In the order of their numbers.</param>
public sealed record Command(SqlText Text, params ImmutableArray<object?> Values)
{
    /// <summary>The same statement for a script: each parameter replaced by its literal.</summary>
    public string ToScript()
    {
        var script = new StringBuilder(Text.Text.Length * 2);
        var rest = Text.Text.AsSpan();
        while (rest.IndexOf('$') is >= 0 and var dollar)
        {
            var digits = 0;
            while (dollar + 1 + digits < rest.Length && char.IsAsciiDigit(rest[dollar + 1 + digits]))
                digits++;
            script.Append(rest[..dollar]);
            if (digits == 0)
                script.Append('$');
            else
                script.Append(Literal(Values[int.Parse(rest.Slice(dollar + 1, digits), CultureInfo.InvariantCulture) - 1]));
            rest = rest[(dollar + 1 + digits)..];
        }
        return script.Append(rest).ToString();
    }

    static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => SqlText.Literal(text).Text,
        bool truth => truth ? "true" : "false",
        Guid id => $"'{id}'",
        DateTimeOffset moment => $"'{moment:O}'",
        TimeSpan span => $"'{span.TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture)} microseconds'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A {value.GetType().Name} cannot be a value of a command."),
    };
}
