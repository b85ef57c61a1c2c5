using Npgsql;
using Segue.Embedded;

namespace Segue.PostgresTests.Fixtures;

/// <summary>A database of one test. Sessions are not pooled: closing one really ends it, with its locks and settings.</summary>
public sealed class TestDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>For Npgsql, as superuser, with error details, without a pool.</summary>
    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { IncludeErrorDetail = true, Pooling = false }.ConnectionString;

    /// <summary>Opens a session; the test disposes it.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Runs SQL, several statements if you like, in a session of its own.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of the first row; null and no row give the default.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is T value ? value : default;
    }

    /// <summary>The first column of all rows.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    /// <summary>Drops it, with whatever session the test forgot.</summary>
    public async ValueTask DisposeAsync() => await server.DropDatabaseAsync(name);
}
