using Npgsql;
using Segue.Embedded;

namespace Segue.Compare;

/// <summary>PostgreSQL 18 with its own defaults (so it is durable), its data on the disk that the working folder is on.</summary>
sealed class Server : IAsyncDisposable
{
    readonly DevelopmentServer _server;
    readonly NpgsqlDataSource _administration;

    Server(DevelopmentServer server, DevelopmentStatus status)
    {
        _server = server;
        Postgres = new(status.Port!.Value, status.Password!, "postgres");
        _administration = NpgsqlDataSource.Create(Postgres.Npgsql);
    }

    /// <summary>The database for administration.</summary>
    public Target Postgres { get; }

    public static async Task<Server> StartAsync(string folder)
    {
        // Segue's clusters are made with small WAL segments, and max_wal_size follows from them; here it is PostgreSQL's own default,
        // so that no checkpoint falls into the time of whoever happens to run.
        var parameters = ServerSettings.Durable.SetItem("max_wal_size", "1GB");
        var server = new DevelopmentServer(folder, new() { Parameters = parameters, Binaries = new() { Major = 18 } }, TimeProvider.System);
        return new(server, await server.StartAsync());
    }

    /// <summary>An empty database; the dirt of what ran before is written down first, so that nobody pays for another's.</summary>
    public async Task<Target> FreshAsync(string name)
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        await ExecuteAsync("CHECKPOINT");
        return Postgres with { Database = name };
    }

    public async Task<string> AskAsync(string query)
    {
        await using var command = _administration.CreateCommand(query);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _administration.DisposeAsync();
        await _server.StopAsync();
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = _administration.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
