using System.Collections.Concurrent;
using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>The revisions of one Alembic project as they were listed: what Alembic is asked for one of them, it tells of all.</summary>
/// <param name="project">Where.</param>
/// <param name="root">File names in messages are relative to it.</param>
/// <param name="headers">All of them.</param>
sealed class AlembicFolder(AlembicProject project, string root, IReadOnlyList<RevisionHeader> headers) : RevisionFormat
{
    // By what the modules say: a program that lists them twice asks once.
    static readonly ConcurrentDictionary<string, Lazy<Task<AlembicSql>>> Known = new(StringComparer.Ordinal);

    readonly AlembicFormat _format = new();
    readonly Lazy<string> _content = new(() => ContentOf(project, headers));

    public override string Name => _format.Name;

    public override bool Recognises(string folder) => _format.Recognises(folder);

    public override Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string from, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        _format.ListAsync(folder, from, problems, cancellationToken);

    public override string? DowngradePlace(RevisionHeader header) => _format.DowngradePlace(header);

    public override async Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return null;
        var source = new SourceText(text, header.File);
        var module = AlembicModule.Read(text);
        // One asks Alembic for the way up while the other asks for the way down.
        var asked = (Up: SqlAsync(Direction.Up, cancellationToken), Down: SqlAsync(Direction.Down, cancellationToken));
        await Task.WhenAll(asked.Up, asked.Down).ConfigureAwait(false);
        var up = await (await asked.Up.ConfigureAwait(false)).OfAsync(header, cancellationToken).ConfigureAwait(false);
        var down = await (await asked.Down.ConfigureAwait(false)).OfAsync(header, cancellationToken).ConfigureAwait(false);
        SourceLocation Place(string function) => module.Function(function) is { } start ? source.LocationOf(start) : header.IdLocation;
        if (up.Error is { } error)
        {
            problems.Add(new("alembic-offline", $"alembic makes no SQL of {header.ForeignVersion}: {error}")
            {
                Location = Place("upgrade"),
                Remedy = "what asks the database or computes with its rows cannot be written as SQL: write the statements with op.execute(), or apply it with alembic and adopt again",
            });
        }
        return new(
            header with { Checksum = AlembicPython.Checksum(text) },
            new()
            {
                Upgrade = Bind(up.Statements, Place("upgrade"), problems),
                Downgrade = Bind(down.Statements, Place("downgrade"), problems),
                Sections = [RevisionSection.Upgrade, RevisionSection.Downgrade],
                Irreversible = down.Error is { } none ? $"alembic makes no SQL of its downgrade: {none}" : null,
                IsVerbatim = true,
            },
            source);
    }

    async Task<AlembicSql> SqlAsync(Direction direction, CancellationToken cancellationToken)
    {
        var key = $"{direction} {_content.Value}";
        var sql = Known.GetOrAdd(key, _ => new(() => AlembicSql.AskAsync(project, root, headers, direction, cancellationToken)));
        try
        {
            return await sql.Value.ConfigureAwait(false);
        }
        catch
        {
            Known.TryRemove(new(key, sql));
            throw;
        }
    }

    static ImmutableArray<RevisionStatement> Bind(ImmutableArray<RevisionStatement> statements, SourceLocation place, ICollection<Problem> problems)
    {
        // Alembic does not say which line of Python made which statement: all of them stand at the function.
        ImmutableArray<RevisionStatement> bound =
        [
            .. statements.Select(one => one with
            {
                Statement = one.Statement with { Location = place, Map = new(one.Statement.Text, [new(0, one.Statement.Text.Length, one.Statement.Text.Length)]) },
            }),
        ];
        foreach (var statement in bound)
            StatementObjections.Find(statement.Statement, problems);
        return bound;
    }

    static string ContentOf(AlembicProject project, IReadOnlyList<RevisionHeader> headers)
    {
        using var digest = new DigestWriter();
        digest.Prefixed(project.Configuration ?? "");
        foreach (var header in headers)
        {
            digest.Prefixed(header.Path);
            digest.Prefixed(header.Checksum!.Text);
        }
        return digest.End();
    }
}
