using Npgsql;
using Segue.Cli.Connections;

namespace Segue.Tests.Cli;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("postgres://me:geheim@db.example:6000/music", "db.example", 6000, "music", "me", "geheim")]
    [InlineData("postgresql://db.example", "db.example", 5432, null, null, null)]
    [InlineData("POSTGRES://me@db.example/", "db.example", 5432, null, "me", null)]
    [InlineData("postgres://m%40e:p%2Fw%3A%25@h/mu%20sic", "h", 5432, "mu sic", "m@e", "p/w:%")]
    [InlineData("postgres://me:a@b@h/d", "h", 5432, "d", "me", "a@b")]
    [InlineData("postgres://me:a;b=c@h/d", "h", 5432, "d", "me", "a;b=c")]
    [InlineData("postgres://[::1]:6000/d", "::1", 6000, "d", null, null)]
    [InlineData("postgres://%2Fvar%2Frun%2Fpostgresql/d", "/var/run/postgresql", 5432, "d", null, null)]
    [InlineData("postgres:///d?host=/tmp&port=6000&user=me", "/tmp", 6000, "d", "me", null)]
    [InlineData("postgres://a:1,b:2/d", "a:1,b:2", 5432, "d", null, null)]
    [InlineData("Host=h;Port=6000;Database=d;Username=me;Password='a;b'", "h", 6000, "d", "me", "a;b")]
    [InlineData("host=h port=6000 dbname=d user=me password='a b\\'c;='", "h", 6000, "d", "me", "a b'c;=")]
    [InlineData("host = h  dbname=d", "h", 5432, "d", null, null)]
    public void Every_way_of_writing_a_connection_is_understood(string text, string host, int port, string? database, string? user, string? password)
    {
        var read = new NpgsqlConnectionStringBuilder(ConnectionText.Read(text, "a test"));
        Assert.Equal((host, port, database, user, password), (read.Host, read.Port, read.Database, read.Username, read.Password));
    }

    [Fact]
    public void The_parameters_of_a_url_become_settings_of_Npgsql()
    {
        var read = new NpgsqlConnectionStringBuilder(ConnectionText.Read(
            "postgres://h/d?sslmode=verify-full&sslrootcert=/ca.pem&application_name=my%20app&connect_timeout=7&channel_binding=require&options=-c%20geqo%3Doff&keepalives=1",
            "a test"));
        Assert.Equal(SslMode.VerifyFull, read.SslMode);
        Assert.Equal(ChannelBinding.Require, read.ChannelBinding);
        Assert.Equal(("/ca.pem", "my app", 7, "-c geqo=off"), (read.RootCertificate, read.ApplicationName, read.Timeout, read.Options));
    }

    [Theory]
    [InlineData("postgres://me:geheim@h/d?sslmod=require", "did you mean 'sslmode'?")]
    [InlineData("postgres://me:geheim@h/d?sslmode=maybe", "sslmode=maybe")]
    [InlineData("postgres://me:geh/eim@h/d", "%2F")]
    [InlineData("postgres://me:geheim@h:port/d", "port that is no number")]
    [InlineData("Host=h;Password=a;geheim=b", "no Npgsql connection string")]
    [InlineData("Host=h;Port=geheim", "no Npgsql connection string")]
    [InlineData("geheim", "no Npgsql connection string")]
    [InlineData(" ", "is empty")]
    public void What_cannot_be_understood_is_refused_without_repeating_a_password(string text, string expected)
    {
        var refused = Assert.Throws<SegueException>(() => ConnectionText.Read(text, "a test"));
        Assert.Equal(Failure.Usage, refused.Failure);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Contains("a test", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("eim@", refused.ToString(), StringComparison.Ordinal);
    }
}
