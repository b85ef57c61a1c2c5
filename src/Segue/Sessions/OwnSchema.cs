using System.Collections.Immutable;
using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>Segue's own tables, made and brought up to date by itself. Each version is a list of statements that leads there from the one before.</summary>
public static class OwnSchema
{
    static readonly ImmutableArray<Func<Identifier, ImmutableArray<SqlText>>> Versions = [OwnSchemaVersion1.Statements, OwnSchemaVersion2.Statements];

    /// <summary>The version this program makes and needs.</summary>
    public static int Version => Versions.Length;

    /// <summary>The version in the database; 0 where there is none yet.</summary>
    public static async Task<int> InstalledAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ScalarAsync<int>(
                new(SqlText.Of($"SELECT coalesce(max(version), 0) FROM {session.Schema}.version")), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return 0;
        }
    }

    /// <summary>
    /// Makes or upgrades the tables in one transaction. To be called by the holder of the advisory lock; that one has the project in it, and projects
    /// may share a schema, so that the transaction takes one of its own. It may wait for that: what is waited for is short.
    /// </summary>
    /// <exception cref="SegueException">The tables were made by a newer Segue.</exception>
    public static async Task EnsureAsync(Session session, string tool, CancellationToken cancellationToken)
    {
        if (await InstalledAsync(session, cancellationToken).ConfigureAwait(false) is var seen && IsPresent(session, seen))
            return;
        try
        {
            await session.SendAsync(cancellationToken, new(SqlText.Of($"BEGIN")), Lock(session.Schema)).ConfigureAwait(false);
            var installed = seen == 0 && !await IsThereAsync(session, cancellationToken).ConfigureAwait(false)
                ? 0
                : await InstalledAsync(session, cancellationToken).ConfigureAwait(false);
            if (!IsPresent(session, installed))
                await session.SendAsync(cancellationToken, Enumerable.Range(installed, Version - installed).SelectMany(version => Step(session.Schema, version, tool))).ConfigureAwait(false);
            await session.SendAsync(cancellationToken, new Command(SqlText.Of($"COMMIT"))).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            await RollBackAsync(session).ConfigureAwait(false);
            throw new SegueException(Failure.Error, $"Segue's own tables cannot be made in schema {session.Schema}: {error.SqlState}: {error.MessageText}", error)
            {
                State = "nothing was done",
                Next = $"give the role CREATE on the database, or make the schema for it: CREATE SCHEMA {session.Schema} AUTHORIZATION the_role",
            };
        }
        catch
        {
            await RollBackAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Until the transaction's end, nobody else makes or upgrades the tables of this schema.</summary>
    public static Command Lock(Identifier schema) => new(SqlText.Of($"SELECT pg_advisory_xact_lock($1)"), AdvisoryLock.Key(schema, "\0schema"));

    static bool IsPresent(Session session, int installed)
    {
        if (installed > Version)
        {
            throw new SegueException(Failure.Error, $"Segue's own tables in schema {session.Schema} are of version {installed}, this program knows up to {Version}.")
            {
                State = "nothing was done",
                Next = "use the newer program",
            };
        }
        return installed == Version;
    }

    /// <summary>Asked in a transaction, which an error would end.</summary>
    static Task<bool> IsThereAsync(Session session, CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>(new(SqlText.Of($"SELECT to_regclass($1) IS NOT NULL"), $"{session.Schema}.version"), cancellationToken);

    static async Task RollBackAsync(Session session)
    {
        if (session.IsOpen)
            await session.SendAsync(CancellationToken.None, new Command(SqlText.Of($"ROLLBACK"))).ConfigureAwait(false);
    }

    /// <summary>What leads from one version to the next.</summary>
    public static IEnumerable<Command> Step(Identifier schema, int from, string tool) =>
    [
        .. Versions[from](schema).Select(statement => new Command(statement)),
        new(SqlText.Of($"INSERT INTO {schema}.version (version, tool) VALUES ($1, $2)"), from + 1, tool),
    ];
}
