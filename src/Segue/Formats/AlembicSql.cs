using System.Collections.Immutable;
using Segue.Revisions;

namespace Segue.Formats;

/// <summary>What Alembic made of all revisions in one go, and of single ones where that stopped early.</summary>
sealed class AlembicSql : IDisposable
{
    readonly AlembicProgram _program;
    readonly AlembicOutput _output;
    readonly Dictionary<string, RevisionHeader> _headers;
    readonly Direction _direction;
    readonly ImmutableDictionary<string, ImmutableArray<RevisionStatement>> _all;
    readonly SemaphoreSlim _one = new(1);

    AlembicSql(AlembicProgram program, AlembicOutput output, IReadOnlyList<RevisionHeader> headers, Direction direction, string all, bool isWhole)
    {
        (_program, _output, _direction) = (program, output, direction);
        _headers = headers.ToLookup(header => header.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        _all = output.Cut(all, isWhole);
    }

    /// <summary>Asks for all.</summary>
    /// <exception cref="SegueException">Alembic is not there, or does not come as far as to the first revision.</exception>
    public static async Task<AlembicSql> AskAsync(
        AlembicProject project, string root, IReadOnlyList<RevisionHeader> headers, Direction direction, CancellationToken cancellationToken)
    {
        var program = AlembicProgram.Find(project, root);
        var output = new AlembicOutput(direction, headers.Select(header => header.ForeignVersion!));
        var answer = await program.RunAsync(direction == Direction.Up ? ["upgrade", "base:heads", "--sql"] : ["downgrade", "heads:base", "--sql"], cancellationToken)
            .ConfigureAwait(false);
        var sql = new AlembicSql(program, output, headers, direction, answer.Output, answer.HasSucceeded);
        if (!answer.HasSucceeded && direction == Direction.Up && !output.Names(answer.Output))
            throw program.Failed(answer);
        return sql;
    }

    /// <summary>The statements of one revision, or why there are none.</summary>
    public async Task<(ImmutableArray<RevisionStatement> Statements, string? Error)> OfAsync(RevisionHeader header, CancellationToken cancellationToken)
    {
        var version = header.ForeignVersion!;
        if (_all.TryGetValue(version, out var known))
            return (known, null);
        var parent = header.Revises is [var first, ..] && _headers.TryGetValue(first, out var found) ? found.ForeignVersion! : "base";
        // Each is a process that loads all modules: one at a time.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await _program.RunAsync(
                _direction == Direction.Up ? ["upgrade", $"{parent}:{version}", "--sql"] : ["downgrade", $"{version}:{parent}", "--sql"], cancellationToken)
                .ConfigureAwait(false);
            if (_output.Cut(answer.Output, answer.HasSucceeded).TryGetValue(version, out var single))
                return (single, null);
            // A merge, or what depends on another branch, is told of only after what it stands on.
            return ([], _output.LastIn(answer.Output) is { } other && other != version ? $"it comes no further than {other}" : answer.Error is "" ? "it says nothing about it" : answer.Error);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
