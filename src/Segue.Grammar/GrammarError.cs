namespace Segue.Grammar;

/// <summary>Why there is no tree, and where.</summary>
/// <param name="Kind">Whose fault it is.</param>
/// <param name="Message">PostgreSQL's message, or for the other kinds one of our own.</param>
/// <param name="Offset">0-based, in UTF-16 code units of the text that was given; 0 where PostgreSQL names no place.</param>
/// <param name="Line">1-based. A line ends at LF, CR LF or CR.</param>
/// <param name="Column">1-based, in characters (code points), as PostgreSQL counts.</param>
public sealed record GrammarError(GrammarErrorKind Kind, string Message, int Offset, int Line, int Column)
{
    internal static GrammarError At(GrammarErrorKind kind, string message, string sql, int offset)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < offset; i++)
        {
            var endsLine = sql[i] == '\n' || sql[i] == '\r' && !(i + 1 < sql.Length && sql[i + 1] == '\n');
            if (endsLine)
                (line, column) = (line + 1, 1);
            else if (!char.IsLowSurrogate(sql[i]) && sql[i] != '\r')
                column++;
        }
        return new GrammarError(kind, message, offset, line, column);
    }

    /// <summary><c>line:column: message</c></summary>
    public override string ToString() => $"{Line}:{Column}: {Message}";
}
