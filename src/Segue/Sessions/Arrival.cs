using System.Net.Sockets;
using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>A server that is coming up, a database that is not there yet.</summary>
public static class Arrival
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the server takes connections. A wrong password or a missing database is not waited for.</summary>
    /// <exception cref="SegueException">It did not come up in time.</exception>
    public static async Task WaitAsync(string connectionString, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var connection = new NpgsqlConnection(Unpooled(connectionString, database: null));
                await using var disposal = connection.ConfigureAwait(false);
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException error) when (IsComingUp(error))
            {
                if (clock.GetElapsedTime(start) >= patience)
                    throw new SegueException(Failure.Error, $"The server did not come up within {patience.TotalSeconds:F0} s: {error.Message}", error) { State = "nothing was done" };
            }
            catch (NpgsqlException)
            {
                return;
            }
            await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates the database if the server has none of that name. Connects to the database <c>postgres</c> for it.</summary>
    /// <returns>Whether it was made.</returns>
    public static async Task<bool> CreateDatabaseAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString) is var settings && settings.Database is { Length: > 0 } database ? database : settings.Username;
        if (string.IsNullOrEmpty(name))
            throw new SegueException(Failure.Usage, "The connection names no database that could be created.");
        try
        {
            var connection = new NpgsqlConnection(Unpooled(connectionString, "postgres"));
            await using var disposal = connection.ConfigureAwait(false);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var exists = new NpgsqlCommand("SELECT FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
            await using var disposal2 = exists.ConfigureAwait(false);
            var reader = await exists.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    return false;
            }
            var create = new NpgsqlCommand(SqlText.Of($"CREATE DATABASE {new Identifier(name)}").Text, connection);
            await using var disposal3 = create.ConfigureAwait(false);
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was faster.
            return false;
        }
        catch (NpgsqlException error)
        {
            throw new SegueException(Failure.Error, $"The database {new Identifier(name)} could not be created: {error.Message}", error) { State = "nothing was done" };
        }
    }

    static bool IsComingUp(NpgsqlException error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections }
        || error.InnerException is SocketException or IOException or TimeoutException;

    static string Unpooled(string connectionString, string? database)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        if (database is not null)
            settings.Database = database;
        return settings.ConnectionString;
    }
}
