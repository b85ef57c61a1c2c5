using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>A database that Segue works on: how to reach it, and where in it Segue keeps its own tables.</summary>
public sealed class Database : IAsyncDisposable
{
    readonly NpgsqlDataSource _source;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="schema">The schema of Segue's own tables.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: the connection string cannot be understood. The message never holds its values.</exception>
    public Database(string connectionString, Identifier schema)
    {
        (ConnectionString, Schema) = (connectionString, schema);
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                // A session is opened once and carries state (advisory lock, settings): a pool would only hide its end.
                Pooling = false,
                // A migration may take hours; statement_timeout is the limit, not the client's patience.
                CommandTimeout = 0,
                // The rows that a verify query found travel in the error's DETAIL.
                IncludeErrorDetail = true,
                // Names the statement of a pipeline that failed.
                IncludeFailedBatchedCommand = true,
                // Our own statements come with every revision: prepared, the journal's row costs the server a quarter (docs/performance.md).
                MaxAutoPrepare = 20,
                AutoPrepareMinUsages = 2,
            };
            settings.ApplicationName ??= "segue";
            Name = settings.Database ?? settings.Username ?? "";
            _source = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString)
                .EnableTransportSecurity().EnableIntegratedSecurity().Build();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new SegueException(Failure.Usage, $"The connection string cannot be understood: {error.Message}");
        }
    }

    /// <summary>The database's name as the connection string gives it.</summary>
    public string Name { get; }

    /// <summary>As it was given, with its secrets.</summary>
    internal string ConnectionString { get; }

    /// <summary>The schema of Segue's own tables.</summary>
    public Identifier Schema { get; }

    /// <summary>Opens a connection of its own.</summary>
    /// <exception cref="SegueException">The server cannot be reached, or is older than PostgreSQL 14.</exception>
    public async Task<Session> OpenAsync(CancellationToken cancellationToken = default)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw new SegueException(Failure.Error, $"No connection to the database \"{Name}\": {error.Message}", error)
            {
                State = "nothing was done",
                Next = "check the address and the credentials; --wait 30s waits for a server that is coming up, --create-database makes a missing database",
            };
        }
        if (connection.PostgreSqlVersion.Major < 14)
        {
            var version = connection.PostgreSqlVersion;
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new SegueException(Failure.Error, $"The server is PostgreSQL {version}; Segue needs 14 or later.") { State = "nothing was done" };
        }
        return new Session(connection, Schema);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
