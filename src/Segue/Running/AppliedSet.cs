using System.Collections.Frozen;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>The revisions that are in a database: an explicit set of rows, never inferred from heads.</summary>
public sealed class AppliedSet
{
    readonly FrozenDictionary<string, AppliedRow> _rows;

    AppliedSet(IEnumerable<AppliedRow> rows, Session? session)
    {
        Session = session;
        _rows = rows.ToFrozenDictionary(row => row.Revision.Id, StringComparer.Ordinal);
    }

    /// <summary>Of a database that Segue has not touched.</summary>
    public static AppliedSet Empty { get; } = new([], null);

    /// <summary>Where it was read: who plans for this set can ask there, while that is open. Null: there is nobody to ask.</summary>
    internal Session? Session { get; }

    /// <summary>Made up, not read: a script for it takes repeatable revisions as it finds them.</summary>
    public bool IsAssumed { get; private init; }

    /// <summary>Rows, half-way ones included, sorted by id.</summary>
    public IEnumerable<AppliedRow> Rows => _rows.Values.OrderBy(row => row.Revision.Id, StringComparer.Ordinal);

    /// <summary>The ids that count as applied: those on their way in do not, those on their way out still do.</summary>
    public IReadOnlySet<string> Ids => field ??= _rows.Values
        .Where(row => row.State != AppliedState.Applying).Select(row => row.Revision.Id).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The one revision that is half way, if one is.</summary>
    public AppliedRow? HalfWay => _rows.Values.FirstOrDefault(row => row.State != AppliedState.Applied);

    /// <summary>The row of a revision, or null.</summary>
    public AppliedRow? Find(string revision) => _rows.GetValueOrDefault(revision);

    /// <summary>Same revisions, states and checksums.</summary>
    public bool IsSameAs(AppliedSet other) => Rows.Select(row => (row.Revision, row.State)).SequenceEqual(other.Rows.Select(row => (row.Revision, row.State)));

    /// <summary>What is applied in a database that stands at a revision, without asking one: the checksums are those of the files now.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="at">Where it stands. At all heads it has the repeatable revisions too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException">There is no such revision, or it depends on what is applied.</exception>
    public static async Task<AppliedSet> AssumeAsync(Project project, RevisionTarget at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        var graph = project.Graph;
        IReadOnlyList<string> named = [.. graph.ResolveAll(at).Select(revision => revision.Id)];
        var applied = graph.Ancestors(named).Select(revision => revision.Id).Concat(named).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<RevisionHeader> revisions = [.. graph.All.Where(revision => applied.Contains(revision.Id)), .. applied.Count == graph.All.Count ? graph.Repeatables : []];
        if (revisions.Any(revision => revision.Checksum is null))
            revisions = [.. (await Plans.ReadAsync(project, revisions, cancellationToken).ConfigureAwait(false)).Select(file => file.Header)];
        return new(revisions.Select(revision => new AppliedRow(
            new(revision.Id, revision.Checksum!, revision.Title) { IsRepeatable = revision.IsRepeatable }, AppliedState.Applied, null, default, "", null)), null)
        {
            IsAssumed = true,
        };
    }

    /// <summary>Reads it; empty where Segue's tables are not there yet. Takes ACCESS SHARE on one of them.</summary>
    public static async Task<AppliedSet> ReadAsync(Session session, string project, CancellationToken cancellationToken)
    {
        try
        {
            // In tables of version 1, where the column is not there, its name is that of the surrounding query.
            return new(await session.ListAsync(
                new(SqlText.Of($"""
                    SELECT applied.* FROM (SELECT false AS repeatable) AS version_1 CROSS JOIN LATERAL (
                      SELECT revision, algorithm, checksum, token_checksum, title, state, run_id, applied_at, applied_by, duration, repeatable
                      FROM {session.Schema}.applied WHERE project = $1) AS applied
                    """), project),
                Read, cancellationToken).ConfigureAwait(false), session);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return new([], session);
        }
    }

    /// <summary>SHA-256, lower-case hex, over the lines <c>id:checksum</c> sorted by id, made by the server; null if something is half way or nothing is there.</summary>
    public static async Task<string?> DigestAsync(Session session, string project, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ReadAsync(
                new(SqlText.Of($$"""
                    SELECT encode(sha256(convert_to(string_agg(revision || ':' || checksum, E'\n' ORDER BY revision COLLATE "C"), 'UTF8')), 'hex')
                    FROM {{session.Schema}}.applied WHERE project = $1 HAVING bool_and(state = 'applied')
                    """), project),
                async (reader, token) =>
                    await reader.ReadAsync(token).ConfigureAwait(false) && !reader.IsDBNull(0) ? reader.GetString(0) : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }

    static AppliedRow Read(NpgsqlDataReader row) => new(
        new(row.GetString(0), new(row.GetString(1), row.GetString(2), row.GetString(3)), row.GetString(4)) { IsRepeatable = row.GetBoolean(10) },
        row.GetString(5) switch { "applied" => AppliedState.Applied, "applying" => AppliedState.Applying, _ => AppliedState.Reverting },
        row.IsDBNull(6) ? null : row.GetGuid(6),
        row.GetFieldValue<DateTimeOffset>(7),
        row.GetString(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<TimeSpan>(9));
}
