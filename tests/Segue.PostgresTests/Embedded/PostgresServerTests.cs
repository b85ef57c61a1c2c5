using Npgsql;
using Segue.Embedded;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Embedded;

public sealed class PostgresServerTests(PostgresFixture postgres)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_starts_answers_and_leaves_nothing_behind()
    {
        var server = await PostgresServer.StartAsync(PostgresFixture.Settings, TimeProvider.System, Token);
        await using (var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false"))
        {
            await connection.OpenAsync(Token);
            Assert.Equal(postgres.Major, connection.PostgreSqlVersion.Major);
        }
        var folder = Path.GetDirectoryName(server.DataFolder)!;
        Assert.True(Processes.IsAlive(server.Pid));
        await server.DisposeAsync();
        Assert.False(Processes.IsAlive(server.Pid));
        Assert.False(Directory.Exists(folder));
    }
}
