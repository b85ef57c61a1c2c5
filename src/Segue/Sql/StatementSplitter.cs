using System.Collections.Immutable;

namespace Segue.Sql;

/// <summary>
/// Cuts a script into statements and what stands between them, by PostgreSQL's lexical rules. No character is lost or changed.
/// </summary>
public static class StatementSplitter
{
    /// <summary>The pieces of the text in order; joined they are the text.</summary>
    public static IReadOnlyList<Piece> Split(string text)
    {
        var cut = new Cutter(text);
        cut.Run();
        return cut.Pieces;
    }

    /// <summary>Only the statements, with their COPY data.</summary>
    /// <param name="text">The script.</param>
    /// <param name="file">For the locations.</param>
    public static ImmutableArray<Statement> Statements(string text, string file)
    {
        var source = new SourceText(text, file);
        var statements = ImmutableArray.CreateBuilder<Statement>();
        foreach (var piece in Split(text))
        {
            if (piece.Kind == PieceKind.Statement)
                statements.Add(new(piece.ContentIn(text).ToString(), source.LocationOf(piece.Start)));
            else if (piece.Kind == PieceKind.CopyData)
                statements[^1] = statements[^1] with { CopyData = piece.ContentIn(text).ToString() };
        }
        return statements.DrainToImmutable();
    }

    ref struct Cutter(string text)
    {
        Lexer _lexer = new(text);
        int _done;
        int? _unterminated;

        public List<Piece> Pieces { get; } = [];

        public void Run()
        {
            while (_lexer.Read())
            {
                var token = _lexer.Current;
                if (token.IsUnterminated)
                    _unterminated = token.Start;
                if (token.IsTrivia || IsSymbol(token, ';'))
                    continue;
                AddGap(token.Start);
                if (IsSymbol(token, '\\'))
                    Add(new(PieceKind.PsqlLine, token.Start, Lexer.LengthOfLine(text.AsSpan(token.Start))));
                else
                    AddStatement(token);
            }
            AddGap(text.Length);
        }

        void AddStatement(Token token)
        {
            var shape = new StatementShape();
            var start = token.Start;
            var lastEnd = start;
            var end = 0;
            do
            {
                token = _lexer.Current;
                if (token.IsTrivia)
                    continue;
                if (IsSymbol(token, '\\'))
                    break;
                if (IsSymbol(token, ';') && shape.SemicolonEnds)
                {
                    end = token.End;
                    break;
                }
                if (token.IsUnterminated)
                    _unterminated = token.Start;
                shape.Add(token.Kind, text.AsSpan(token.Start, token.Length));
                lastEnd = token.End;
            }
            while (_lexer.Read());

            Add(new(PieceKind.Statement, start, Math.Max(end, lastEnd) - start)
            {
                ContentLength = lastEnd - start,
                Unterminated = _unterminated,
                ReadsRows = shape.ReadsRows,
            });
            if (shape.ReadsRows && end > 0)
                AddCopyData();
        }

        /// <summary>
        /// Like psql: the rows start on the line after the semicolon and end at a line that is <c>\.</c> and nothing else.
        /// </summary>
        void AddCopyData()
        {
            var rest = text.AsSpan(_done);
            var lineEnd = rest.IndexOf('\n');
            if (lineEnd < 0 || !IsTrivia(rest[..lineEnd]))
                return;
            AddGap(_done + lineEnd + 1);
            var rows = text.AsSpan(_done);
            var at = 0;
            while (at < rows.Length)
            {
                var length = rows[at..].IndexOf('\n');
                var line = length < 0 ? rows[at..] : rows.Slice(at, length);
                if (line is @"\." or "\\.\r")
                {
                    Add(new(PieceKind.CopyData, _done, at + 2) { ContentLength = at });
                    return;
                }
                if (length < 0)
                    break;
                at += length + 1;
            }
            if (rows.Length > 0)
                Add(new(PieceKind.CopyData, _done, rows.Length) { Unterminated = _done });
        }

        void AddGap(int end)
        {
            if (end > _done)
                Add(new(PieceKind.Gap, _done, end - _done) { Unterminated = _unterminated });
        }

        void Add(Piece piece)
        {
            Pieces.Add(piece);
            _done = piece.End;
            if (piece.Kind != PieceKind.Gap)
                _lexer.Position = piece.End;
            _unterminated = null;
        }

        readonly bool IsSymbol(Token token, char symbol) => token.Kind == TokenKind.Symbol && text[token.Start] == symbol;

        static bool IsTrivia(ReadOnlySpan<char> line)
        {
            var lexer = new Lexer(line);
            return !lexer.ReadSignificant() && !lexer.Current.IsUnterminated;
        }
    }
}
