using Segue.Sql;

namespace Segue.Tests;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("users", "users")]
    [InlineData("Users", "\"Users\"")]
    [InlineData("select", "\"select\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("1st", "\"1st\"")]
    [InlineData("größe", "\"größe\"")]
    public void A_name_is_quoted_exactly_when_it_must_be(string name, string expected) =>
        Assert.Equal(expected, SqlText.Of($"{new Identifier(name)}").Text);

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\\b", "E'a\\\\b'")]
    [InlineData(null, "NULL")]
    public void A_literal_survives_quotes_and_backslashes(string? value, string expected) =>
        Assert.Equal(expected, SqlText.Literal(value).Text);
}
