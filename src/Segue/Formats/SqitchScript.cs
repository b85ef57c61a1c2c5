using Segue.Sql;

namespace Segue.Formats;

/// <summary>What of a Sqitch script is for psql only. What is taken away leaves blanks behind, so that all else keeps its place.</summary>
static class SqitchScript
{
    static readonly string[] Settings = ["ON_ERROR_STOP", "QUIET", "VERBOSITY"];

    /// <summary>Without lines that tell psql to stop at errors, which is what is done here anyway.</summary>
    public static string WithoutSettings(string text)
    {
        foreach (var piece in StatementSplitter.Split(text).Where(piece => piece.Kind == PieceKind.PsqlLine))
        {
            if (piece.In(text).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [@"\set", var name, ..] && Settings.Contains(name.Trim()))
                text = Blank(text, piece);
        }
        return text;
    }

    /// <summary>Without the BEGIN it starts with and the ROLLBACK it ends with; null: it does not.</summary>
    public static string? InsideRollback(string text)
    {
        var statements = StatementSplitter.Split(text).Where(piece => piece.Kind == PieceKind.Statement).ToList();
        return statements.Count >= 2 && Is(statements[0], "BEGIN") && Is(statements[^1], "ROLLBACK") ? Blank(Blank(text, statements[0]), statements[^1]) : null;

        bool Is(Piece piece, string word) => piece.ContentIn(text).Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    static string Blank(string text, Piece piece) =>
        string.Concat(text.AsSpan(0, piece.Start), new string([.. piece.In(text).ToArray().Select(c => c is '\n' or '\r' ? c : ' ')]), text.AsSpan(piece.End));
}
