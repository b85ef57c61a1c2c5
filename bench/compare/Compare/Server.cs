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

    /// <summary>
    /// An empty database; the dirt of what ran before is written down first, so that nobody pays for another's. None is dropped before
    /// the end: for minutes after thousands of files were deleted, ext4 takes three times as long to make new ones (it passes over
    /// recently freed inodes one by one), and whoever came next would pay.
    /// </summary>
    public async Task<Target> FreshAsync()
    {
        var name = $"compare_{Guid.CreateVersion7():N}";
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
        Directory.Delete(_server.Folder, recursive: true);
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = _administration.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
