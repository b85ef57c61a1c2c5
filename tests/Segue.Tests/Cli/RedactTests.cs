using Segue.Cli.Output;

namespace Segue.Tests.Cli;

public sealed class RedactTests
{
    [Theory]
    [InlineData("Host=h;Password=geheim;Database=d", "Host=h;Password=***;Database=d")]
    [InlineData("Host=h;PWD = 'ge;heim';Database=d", "Host=h;PWD = ***;Database=d")]
    [InlineData("Host=h;password=\"ge\"\"h;eim\";Database=d", "Host=h;password=***;Database=d")]
    [InlineData("SSL Password=geheim;Passfile=/x", "SSL Password=***;Passfile=/x")]
    [InlineData("Host=h;Password=ge heim", "Host=h;Password=***")]
    [InlineData("postgres://me:geheim@h:5432/d", "postgres://me:***@h:5432/d")]
    [InlineData("postgresql://me:ge@heim@h/d?sslmode=require", "postgresql://me:***@h/d?sslmode=require")]
    [InlineData("postgres://me:ge/he?im#@h/d", "postgres://me:***@h/d")]
    [InlineData("postgres://me@h/d?password=geheim&sslmode=require", "postgres://me@h/d?password=***&sslmode=require")]
    [InlineData("could not reach 'postgres://me:geheim@h/d': no", "could not reach 'postgres://me:***@h/d': no")]
    public void A_password_is_hidden_and_nothing_else(string text, string expected) => Assert.Equal(expected, Redact.Text(text));

    [Theory]
    [InlineData("postgres://me@h:5432/d")]
    [InlineData("Host=h;Username=me;Passfile=/home/me/.pgpass")]
    [InlineData("versions/007_password_reset.sql:3:1: There is no setting 'passwordd'.")]
    public void Where_there_is_no_secret_nothing_changes(string text) => Assert.Equal(text, Redact.Text(text));
}
