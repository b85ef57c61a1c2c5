namespace Segue.EndToEndTests;

public sealed class CommandLineTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void The_version_is_one_line_of_data()
    {
        var version = _box.Segue("--version").Expect(0);
        Assert.Matches(@"^segue \d+\.\d+\.\d+\n$", version.Out);
        Assert.Empty(version.Error);
    }

    [Fact]
    public void Help_is_data_and_names_every_verb()
    {
        var help = _box.Segue("--help").Expect(0);
        Assert.Contains("init", help.Out, StringComparison.Ordinal);
        Assert.Empty(help.Error);
    }

    [Fact]
    public void Without_a_word_the_help_is_a_message_and_the_exit_code_says_usage()
    {
        var nothing = _box.Segue().Expect(2);
        Assert.Empty(nothing.Out);
        Assert.Contains("Usage:", nothing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("initt", "did you mean 'init'?")]
    [InlineData("init --outptu json", "did you mean '--output'?")]
    [InlineData("init --output yaml", "'yaml' is none of text, json")]
    [InlineData("init --var novalue", "NAME=VALUE")]
    [InlineData("init one two", "'init' takes no argument 'two'")]
    public void A_slip_is_exit_code_2_with_advice_and_no_data(string words, string advice)
    {
        var slip = _box.Segue(words.Split(' ')).Expect(2);
        Assert.Contains(advice, slip.Error, StringComparison.Ordinal);
        Assert.Contains("--help", slip.Error, StringComparison.Ordinal);
        Assert.Empty(slip.Out);
        Assert.False(_box.Has("segue.json"));
    }

    [Fact]
    public void With_output_json_a_failure_is_a_document_too()
    {
        var failure = _box.Segue("init", "--output", "json", "one", "two").Expect(2);
        Assert.Equal(1, (int?)failure.Json["version"]);
        Assert.Equal(2, (int?)failure.Json["exitCode"]);
        Assert.Equal("usage", (string?)failure.Json["failure"]);
        Assert.StartsWith("error: ", failure.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_typed_in_the_wrong_place_is_not_repeated()
    {
        var slip = _box.Segue("init", "here", "postgres://me:geheim@localhost/music", "--output", "json", "-v").Expect(2);
        Assert.DoesNotContain("geheim", slip.Out + slip.Error, StringComparison.Ordinal);
        Assert.Contains("postgres://me:***@localhost/music", slip.Error, StringComparison.Ordinal);
    }
}
