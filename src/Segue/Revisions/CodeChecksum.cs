namespace Segue.Revisions;

/// <summary>The digests of a C# file. Its <c>#:</c> lines count: another version of a package is another program.</summary>
static class CodeChecksum
{
    public static Checksum Of(string text)
    {
        using var digest = new DigestWriter();
        NormalText(text, digest);
        var ofText = digest.End();
        var lexer = new CSharpLexer(text);
        while (lexer.ReadSignificant())
        {
            var token = text.AsSpan(lexer.Start, lexer.End - lexer.Start);
            digest.Prefixed(lexer.Kind == CSharpLexer.Piece.Directive ? token.TrimEnd() : token);
        }
        return new(Checksums.Algorithm, ofText, digest.End());
    }

    static void NormalText(string text, DigestWriter digest)
    {
        var lexer = new CSharpLexer(text);
        while (lexer.Read())
        {
            var piece = text.AsSpan(lexer.Start, lexer.End - lexer.Start);
            if (lexer.Kind == CSharpLexer.Piece.Blank && lexer.End == text.Length)
                continue;
            if (lexer.Kind is CSharpLexer.Piece.Blank)
                Checksums.NormalLines(piece.TrimStart('\uFEFF'), digest);
            else if (lexer.Kind is CSharpLexer.Piece.Comment && piece.StartsWith("/*", StringComparison.Ordinal))
                Checksums.NormalLines(piece, digest);
            else
                digest.Text(lexer.Kind is CSharpLexer.Piece.Comment or CSharpLexer.Piece.Directive ? piece.TrimEnd() : piece);
        }
    }
}
