using System.Text;
using System.Text.RegularExpressions;
using Segue.Sql;

namespace Segue.Tests.Sql;

public sealed partial class SplitterFuzz(ITestOutputHelper output)
{
    const int Rounds = 4_000;

    static readonly string[] Fragments =
    [
        "SELECT", " 1", " a", ";", "; ", "\n", "\r\n", " ", "\t", "'", "''", "'x'", "\"", "\"y\"", "$$", "$a$", "$1", "$", "a$", "E'", "e'\\'", "U&'", "U&\"",
        "B'", "X'1'", "N'x'", "--", "-- c\n", "/*", "*/", "/* c */", "(", ")", "[", "]", ":", "::", ":=", ".", "..", "1.", "1e", "0x1F", "1_0", "+", "-", "@", "#",
        "*", "/", "=", "<", ">", "\\", "\\.\n", "\\set x\n", "\0", "ä", "\u00A0", "😀", "{", "}", "${", "${x}", "${x:ident}",
        "CREATE ", "OR ", "REPLACE ", "FUNCTION ", "PROCEDURE ", "RULE ", "f() ", "RETURNS int ", "BEGIN ", "ATOMIC ", "END", " CASE ", " WHEN ", "DO ",
        "COPY t FROM STDIN;\n", "COPY ", " FROM ", "STDIN", "AS ", "-- segue: upgrade\n", "BEGIN ATOMIC SELECT 1; END", "COMMIT", "\v", "\f",
    ];

    static readonly string[] Statements =
    [
        "SELECT 1", "SELECT 'a;b', E'it\\'s; ', $x$ ; $x$, \"a;b\"", "SELECT a[1:2], b.c::text FROM d -- ;", "SELECT 'a'\n -- x\n'b;'", "DO $$ BEGIN; END $$",
        "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 3 AS end; END",
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); ; END", "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; NOTIFY x)",
        "INSERT INTO größe VALUES (U&'\\0041' UESCAPE '\\', B'01', X'1F', 1e-3, .5, 0x1F)", "BEGIN", "COMMIT", "COPY t (a) TO STDOUT WITH (FORMAT csv)",
        "SELECT 1 /* ; /* ; */ */ + 2", "SELECT a <-> b, -1 @-2, a$b FROM \"größe\"", "SELECT 1 end; SELECT 2 case", "",
    ];

    [Fact]
    public void Pieces_joined_are_the_text_and_splitting_a_piece_changes_nothing()
    {
        var (random, seed) = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var text = Random(random);
            Assert.True(PiecesJoin(text), $"seed {seed}, round {round}: the pieces of {Show(text)} are not the text");
            Assert.True(PiecesStay(text), $"seed {seed}, round {round}: a piece of {Show(text)} is split");
            Assert.True(TokensJoin(text), $"seed {seed}, round {round}: the tokens of {Show(text)} are not the text");
        }
    }

    [Fact]
    public void Whatever_the_grammar_can_parse_is_split_where_the_grammar_splits()
    {
        var (random, seed) = Seeded();
        var parsed = 0;
        for (var round = 0; round < Rounds / 2; round++)
        {
            var text = round % 2 == 0 ? Sensible(random) : Mutated(random);
            parsed += GrammarRanges.Differ(text) is { } difference
                ? throw new Xunit.Sdk.XunitException($"seed {seed}, round {round}: {Show(text)}\n{difference}")
                : GrammarRanges.CanParse(text) ? 1 : 0;
        }
        output.WriteLine($"{parsed} of {Rounds / 2} texts parsed");
        Assert.True(parsed > Rounds / 20, "hardly anything parsed: this proves nothing");
    }

    [Fact]
    [Trait("Category", "Shared")]
    public void Real_migrations_are_split_where_the_grammar_splits()
    {
        var shared = SharedFolder.Find();
        var parsed = 0;
        foreach (var (path, text) in SharedSql(shared))
        {
            Assert.True(PiecesJoin(text), path);
            Assert.True(PiecesStay(text), path);
            Assert.True(GrammarRanges.Differ(text) is not { } difference, $"{path}: {GrammarRanges.Differ(text)}");
            parsed += GrammarRanges.CanParse(text) ? 1 : 0;
        }
        output.WriteLine($"{parsed} scripts parsed");
        Assert.True(parsed > 1_500);
    }

    /// <summary>Whole files, and the cells of tables: what is no SQL is refused by the grammar and proves nothing.</summary>
    static IEnumerable<(string Path, string Text)> SharedSql(string shared)
    {
        foreach (var path in Directory.EnumerateFiles(shared, "*.sql", SearchOption.AllDirectories))
            yield return (path, File.ReadAllText(path));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared, "facts"), "*.csv"))
        {
            foreach (var cell in Cell.Matches(File.ReadAllText(path)).Where(cell => cell.Value.Contains(' ', StringComparison.Ordinal)))
                yield return (path, cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) + cell.Groups[2].Value);
        }
    }

    [GeneratedRegex("(?:^|[,\n])(?:\"((?:[^\"]|\"\")*)\"|([^,\"\n]*))")]
    static partial Regex Cell { get; }

    (Random Random, int Seed) Seeded()
    {
        var seed = FuzzSeed.Choose(output);
        return (new Random(seed), seed);
    }

    static string Random(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 30); count > 0; count--)
            text.Append(Fragments[random.Next(Fragments.Length)]);
        return text.ToString();
    }

    static string Sensible(Random random)
    {
        string[] between = [";", ";\n", " ; -- x ; y\n", ";;", " /* ; */ ; ", "\r\n;\r\n"];
        var text = new StringBuilder();
        for (var count = random.Next(1, 8); count > 0; count--)
            text.Append(Statements[random.Next(Statements.Length)]).Append(between[random.Next(between.Length)]);
        return text.ToString();
    }

    static string Mutated(Random random)
    {
        var text = new StringBuilder(Sensible(random));
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0)
                text.Insert(at, Fragments[random.Next(Fragments.Length)]);
            else
                text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at));
            if (text.Length == 0)
                break;
        }
        return text.ToString();
    }

    static bool PiecesJoin(string text)
    {
        var at = 0;
        foreach (var piece in StatementSplitter.Split(text))
        {
            if (piece.Start != at || piece.Length <= 0 || piece.ContentLength > piece.Length)
                return false;
            at = piece.End;
        }
        return at == text.Length;
    }

    static bool PiecesStay(string text) => StatementSplitter.Split(text).All(piece =>
        piece.Kind == PieceKind.CopyData || StatementSplitter.Split(piece.In(text).ToString()) is [var only] && only.Kind == piece.Kind
            && only.ContentLength == piece.ContentLength);

    static bool TokensJoin(string text)
    {
        var lexer = new Lexer(text);
        var at = 0;
        while (lexer.Read())
        {
            if (lexer.Current.Start != at || lexer.Current.Length <= 0)
                return false;
            at = lexer.Current.End;
        }
        return at == text.Length;
    }

    static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
