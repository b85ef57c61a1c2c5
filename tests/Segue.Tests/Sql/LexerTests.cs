using Segue.Sql;

namespace Segue.Tests.Sql;

public sealed class LexerTests
{
    [Theory]
    [InlineData("a=-1", "a|=|-|1")]
    [InlineData("a@-1", "a|@-|1")]
    [InlineData("a<->b", "a|<->|b")]
    [InlineData("a*-/* c */b", "a|*|-|/* c */|b")]
    [InlineData("a+--c", "a|+|--c")]
    [InlineData("a::b:=c:d", "a|::|b|:=|c|:|d")]
    [InlineData("1..2", "1|..|2")]
    [InlineData("1.5e-3.2", "1.5e-3|.2")]
    [InlineData("1e+x", "1|e|+|x")]
    [InlineData("0x1F_0 0b01 0o17 1_000 1_", "0x1F_0| |0b01| |0o17| |1_000| |1|_")]
    [InlineData("$1$2 $x", "$1|$2| |$|x")]
    [InlineData("a$1$b $1a$", "a$1$b| |$1|a$")]
    [InlineData("u&'a'U&\"b\"u&c", "u&'a'|U&\"b\"|u|&|c")]
    [InlineData("e'\\''n'x'", "e'\\''|n|'x'")]
    [InlineData("'a' 'b'\n'c'", "'a'| |'b'\n'c'")]
    [InlineData("'a' -- x\n  -- y\n\n'b'", "'a' -- x\n  -- y\n\n'b'")]
    [InlineData("'a' /* x */\n'b'", "'a'| |/* x */|\n|'b'")]
    [InlineData("$$a$b$$$c$d$c$", "$$a$b$$|$c$d$c$")]
    [InlineData("${a}_b${c:ident}", "${a}|_b|${c:ident}")]
    [InlineData("a\u00A0b c", "a\u00A0b| |c")]
    [InlineData("-- a\r\nb", "-- a|\r\n|b")]
    public void Text_is_cut_as_PostgreSQL_cuts_it(string text, string expected)
    {
        var tokens = new List<string>();
        var lexer = new Lexer(text);
        while (lexer.Read())
            tokens.Add(text.Substring(lexer.Current.Start, lexer.Current.Length));
        Assert.Equal(expected.Split('|'), tokens);
    }

    [Theory]
    [InlineData("revizes", "did you mean 'revises'?")]
    [InlineData("REVISES", "did you mean 'revises'?")]
    [InlineData("rveises", "did you mean 'revises'?")]
    [InlineData("colour", null)]
    public void A_typing_error_finds_its_word(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["revision", "revises", "labels"]));
}
