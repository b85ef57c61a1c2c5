using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Segue.Revisions;
using Segue.Tests.House;

namespace Segue.Tests.Scripting;

/// <summary>Our small lexer against the compiler's.</summary>
public sealed class CSharpLexerTests(ITestOutputHelper output)
{
    const int Rounds = 2_000;

    static readonly string[] Tokens =
    [
        "a", "@class", "größe", "_x1", "1", "1.5e-3", "0x1F", "1_000", "\"\"", "\"a\\\"b // no\"", "@\"a\"\"b\\\"", "@\"two\nlines\"", "$\"{x:yyyy'-'MM}\"", "$\"{{{x}}}\"",
        "$@\"{a}\"\"{b}\"", "@$\"\\{a}\"", "$\"{(a ? \"}\" : '}')}\"", "$\"{\"nested {\"}\"", "$\"{x,5:N0}\"", "$\"{a::b}\"", "$\"{new[] { 1, 2 }[0]}\"", "$\"{x /* } */}\"",
        "\"\"\"raw \"quoted\" \"\" text\"\"\"", "\"\"\"\n  two \"\"\n    lines // no\n  \"\"\"", "\"\"\"\"\n\"\"\"\n\"\"\"\"", "$$\"\"\"{ {{x + \"}\"}} } {\"\"\"", "$\"\"\"\n  {a} \"\n  \"\"\"",
        "'a'", "'\\''", "'\"'", "'\\\\'", "??=", "??", "?", ".", "=>", "->", "++", "+", "--", "-", "&&", "||", ">", ">=", "<<=", "<", "::", ":", "..", "(", ")", "[", "]", "{", "}", ";", ",", "!", "~",
    ];

    static readonly string[] Trivia = [" ", "\n", "\r\n", "\t", "/* \" ' */", "// \" ' #if\n", "/**/", "\n#region don't \"\n", "\n  #pragma warning disable\n", "\u00A0"];

    [Fact]
    public void Comments_and_blanks_are_where_the_compiler_sees_them_in_all_files_of_the_repository()
    {
        var files = Repository.Files("*.cs").ToList();
        Assert.True(files.Count > 300);
        foreach (var file in files)
            Assert.Equal(Theirs(Repository.Read(file)), Ours(Repository.Read(file)));
    }

    [Fact]
    public void So_they_are_in_what_nobody_would_write()
    {
        var (random, seed) = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var text = Random(random, random.Next(1, 12));
            Assert.True(Theirs(text) == Ours(text), $"seed {seed}, round {round}:\n{text}\n--- theirs\n{Theirs(text)}\n--- ours\n{Ours(text)}");
        }
    }

    [Fact]
    public void Whatever_is_torn_apart_ends()
    {
        var (random, _) = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var text = Random(random, 6);
            text = text.Remove(random.Next(text.Length), 1);
            Assert.Equal(text, Pieces(text));
        }
    }

    [Fact]
    public void What_stands_between_tokens_does_not_count_and_every_token_does()
    {
        var (random, seed) = Seeded();
        for (var round = 0; round < Rounds / 4; round++)
        {
            var tokens = random.GetItems(Tokens, random.Next(2, 10));
            var one = Checksums.Of(string.Join(" ", tokens), "x.cs");
            var other = Checksums.Of(string.Concat(tokens.Select(token => token + Blank(random))), "x.cs");
            Assert.True(one.Tokens == other.Tokens, $"seed {seed}, round {round}: {string.Join(" ", tokens)}");
            var less = tokens.ToList();
            less.RemoveAt(random.Next(less.Count));
            Assert.NotEqual(one.Tokens, Checksums.Of(string.Join(" ", less), "x.cs").Tokens);
        }
    }

    [Theory]
    [InlineData("\uFEFFclass A;  \r\n// c\r\n", "class A;\n// c\n", ChecksumChange.Same)]
    [InlineData("class A;// c", "class A; /* d */", ChecksumChange.CommentsOnly)]
    [InlineData("#:package A@1\nclass A;", "#:package A@2\nclass A;", ChecksumChange.Sql)]
    [InlineData("x = \"a\n\";", "x = \"a \n\";", ChecksumChange.Sql)]
    [InlineData("x = @\"a\r\n\";", "x = @\"a\n\";", ChecksumChange.Sql)]
    [InlineData("a - -b", "a --b", ChecksumChange.Sql)]
    public void A_change_is_of_its_kind(string before, string after, ChecksumChange change) =>
        Assert.Equal(change, Checksums.Compare(Checksums.Of(before, "x.cs"), Checksums.Of(after, "x.CS")));

    /// <summary>What is neither blank nor comment, blanks shown as nothing.</summary>
    static string Theirs(string text)
    {
        var counts = new bool[text.Length];
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot(TestContext.Current.CancellationToken);
        foreach (var token in root.DescendantTokens(descendIntoTrivia: false))
            Mark(token.Span.Start, token.Span.End);
        foreach (var interpolated in root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
            Mark(interpolated.Span.Start, interpolated.Span.End);
        foreach (var trivia in root.DescendantTrivia().Where(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.SkippedTokensTrivia)))
        {
            if (trivia.IsDirective)
                Mark(trivia.SpanStart, trivia.Span.End);
            else
                foreach (var token in ((SkippedTokensTriviaSyntax)trivia.GetStructure()!).Tokens)
                    Mark(token.Span.Start, token.Span.End);
        }
        return Shown(text, counts);

        void Mark(int start, int end) => counts.AsSpan(start, end - start).Fill(true);
    }

    static string Ours(string text)
    {
        var counts = new bool[text.Length];
        var lexer = new CSharpLexer(text);
        while (lexer.ReadSignificant())
            counts.AsSpan(lexer.Start, lexer.End - lexer.Start).Fill(true);
        return Shown(text, counts);
    }

    static string Pieces(string text)
    {
        var pieces = new StringBuilder();
        var lexer = new CSharpLexer(text);
        while (lexer.Read())
            pieces.Append(text, lexer.Start, lexer.End - lexer.Start);
        return pieces.ToString();
    }

    static string Shown(string text, bool[] counts)
    {
        var shown = new StringBuilder();
        foreach (var (index, character) in text.Index())
            shown.Append(char.IsWhiteSpace(character) || character == '\uFEFF' ? "" : counts[index] ? character : '·');
        return shown.ToString();
    }

    static string Random(Random random, int count) => string.Concat(random.GetItems(Tokens, count).Select(token => token + random.GetItems(Trivia, 1)[0] + Blank(random)));

    static string Blank(Random random) => random.GetItems([" ", "\n", "/* ' */", "// \"\n", "\r\n\t"], 1)[0];

    (Random, int) Seeded()
    {
        var seed = FuzzSeed.Choose(output);
        return (new(seed), seed);
    }
}
