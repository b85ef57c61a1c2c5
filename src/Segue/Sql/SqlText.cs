using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Segue.Sql;

/// <summary>SQL of our own that cannot hold a stray string: holes take identifiers, numbers and other <see cref="SqlText"/> only, values travel as <c>$1</c>.</summary>
public readonly record struct SqlText
{
    SqlText(string text) => Text = text;

    /// <summary>The SQL.</summary>
    public string Text { get; }

    /// <summary>Takes an interpolated string; a hole of type <c>string</c> does not compile.</summary>
    public static SqlText Of(SqlHandler sql) => new(sql.ToString());

    /// <summary>The one door for text that a person wrote: the bytes of a file, or of a statement in it.</summary>
    public static SqlText FromFile(string text) => new(text);

    /// <summary>A string literal, safe whatever <c>standard_conforming_strings</c> says.</summary>
    public static SqlText Literal(string? value)
    {
        if (value is null)
            return new("NULL");
        var quoted = value.Replace("'", "''", StringComparison.Ordinal);
        return new(quoted.Contains('\\') ? $"E'{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{quoted}'");
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    /// <summary>Builds <see cref="SqlText"/>; it has no overload for <c>string</c>, and that is its purpose.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct SqlHandler
    {
        readonly StringBuilder _text;

        /// <summary>Called by the compiler.</summary>
        public SqlHandler(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

        /// <summary>The fixed part.</summary>
        public void AppendLiteral(string literal) => _text.Append(literal);

        /// <summary>A name, quoted if it must be.</summary>
        public void AppendFormatted(Identifier name) => _text.Append(name);

        /// <summary>A name with its schema, quoted if it must be.</summary>
        public void AppendFormatted(QualifiedName name) => _text.Append(name);

        /// <summary>A piece of SQL.</summary>
        public void AppendFormatted(SqlText sql) => _text.Append(sql.Text);

        /// <summary>A number.</summary>
        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>The text so far.</summary>
        public override string ToString() => _text.ToString();
    }
}
