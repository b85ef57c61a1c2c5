using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Makes and compares the digests of revision files.</summary>
public static class Checksums
{
    /// <summary>The rules that new checksums are made by.</summary>
    public const string Algorithm = "segue-1";

    // These say something to people and to lint, or how long to wait: the database receives the same with and without them.
    static readonly string[] WithoutEffect = ["allow", "timeout"];

    /// <summary>The checksum of a whole file, header included.</summary>
    public static Checksum Of(string text) => Of(text, StatementSplitter.Split(text));

    internal static Checksum Of(string text, IReadOnlyList<Piece> pieces)
    {
        using var digest = new DigestWriter();
        NormalText(text, pieces, digest);
        var ofText = digest.End();
        Tokens(text, pieces, digest);
        return new(Algorithm, ofText, digest.End());
    }

    /// <summary>The checksum of a file by its name: SQL, or C#.</summary>
    public static Checksum Of(string text, string file) => RevisionHeader.IsCodeFile(file) ? CodeChecksum.Of(text) : Of(text);

    /// <summary>What kind of change lies between two checksums of one revision.</summary>
    /// <exception cref="ArgumentException">They were made by different rules.</exception>
    public static ChecksumChange Compare(Checksum old, Checksum now)
    {
        if (old.Algorithm != now.Algorithm)
            throw new ArgumentException($"Checksums by '{old.Algorithm}' and by '{now.Algorithm}' cannot be compared.", nameof(now));
        return old.Text == now.Text ? ChecksumChange.Same
            : old.Tokens == now.Tokens ? ChecksumChange.CommentsOnly
            : ChecksumChange.Sql;
    }

    static void NormalText(string text, IReadOnlyList<Piece> pieces, DigestWriter digest)
    {
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.CopyData)
            {
                digest.Text(piece.In(text));
                continue;
            }
            var lexer = new Lexer(text.AsSpan(0, piece.End)) { Position = piece.Start };
            while (lexer.Read())
            {
                var token = lexer.Current;
                if (token.Kind == TokenKind.Blank && token.End == text.Length)
                    continue;
                if (token.Kind is TokenKind.Blank or TokenKind.BlockComment)
                    NormalLines(text.AsSpan(token.Start, token.Length).TrimStart('\uFEFF'), digest);
                else if (token.Kind == TokenKind.LineComment)
                    digest.Text(text.AsSpan(token.Start, token.Length).TrimEnd());
                else
                    digest.Text(text.AsSpan(token.Start, token.Length));
            }
        }
    }

    /// <summary>Ends lines in LF and takes blanks before them away.</summary>
    internal static void NormalLines(ReadOnlySpan<char> text, DigestWriter digest)
    {
        while (true)
        {
            var end = text.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                digest.Text(text);
                return;
            }
            digest.Text(text[..end].TrimEnd());
            digest.Text("\n");
            text = text[(end + (text[end..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1))..];
        }
    }

    static void Tokens(string text, IReadOnlyList<Piece> pieces, DigestWriter digest)
    {
        foreach (var piece in pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Gap:
                    foreach (var directive in Directive.In(text, piece))
                        Effect(directive, digest);
                    break;
                case PieceKind.Statement:
                    StatementDigest.Append(piece.ContentIn(text), digest);
                    break;
                case PieceKind.CopyData:
                    digest.Prefixed("copy");
                    digest.Prefixed(piece.ContentIn(text));
                    break;
                case PieceKind.PsqlLine when PsqlLines.Objection(piece.In(text), default) is not null:
                    digest.Prefixed("psql");
                    digest.Prefixed(piece.In(text).TrimEnd());
                    break;
            }
        }
    }

    static void Effect(Directive directive, DigestWriter digest)
    {
        if (WithoutEffect.Contains(directive.Word, StringComparer.Ordinal))
            return;
        digest.Prefixed("segue");
        digest.Prefixed(directive.Word);
        // The reason is told to people; that there is one changes what can be done.
        digest.Prefixed(directive.Word == DirectiveWords.Irreversible ? "" : directive.Argument);
    }
}
