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
        var lexer = new Lexer(Text.Text);
        while (lexer.Read())
        {
            var token = Text.Text.AsSpan(lexer.Current.Start, lexer.Current.Length);
            // A name in quotes may hold the same characters.
            if (lexer.Current.Kind == TokenKind.Parameter)
                script.Append(Literal(Values[int.Parse(token[1..], CultureInfo.InvariantCulture) - 1]));
            else
                script.Append(token);
        }
        return script.ToString();
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
