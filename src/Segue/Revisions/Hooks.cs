using System.Collections.Immutable;

namespace Segue.Revisions;

/// <summary>
/// Files that are carried out around every upgrade, downgrade and way back to a mark: steps of the same plan, shown, scripted and journalled like the others.
/// SQL, without a header; a <c>downgrade</c> section in it counts instead on the way back. Or C#, a class as in a revision, that does not ask.
/// Placeholders: <c>${segue.direction}</c> (<c>up</c>, <c>down</c>) and <c>${segue.purpose}</c>, around a revision <c>${segue.revision}</c> too.
/// </summary>
public sealed record Hooks
{
    /// <summary>None.</summary>
    public static Hooks None { get; } = new();

    /// <summary>Before the first revision of a run, in a transaction of their own. A run that goes on with a half-way revision does not repeat them.</summary>
    public ImmutableArray<string> BeforeRun { get; init; } = [];

    /// <summary>After the last revision of a run, in a transaction of their own.</summary>
    public ImmutableArray<string> AfterRun { get; init; } = [];

    /// <summary>Before the first statement of each revision, in its transaction.</summary>
    public ImmutableArray<string> BeforeRevision { get; init; } = [];

    /// <summary>After the last statement of each revision, in its transaction.</summary>
    public ImmutableArray<string> AfterRevision { get; init; } = [];

    internal IEnumerable<string> All => [.. BeforeRun, .. AfterRun, .. BeforeRevision, .. AfterRevision];

    /// <summary>All that is wrong with the files of a project's hooks.</summary>
    public static async Task<IReadOnlyList<Problem>> ProblemsAsync(Project project, CancellationToken cancellationToken = default)
    {
        var hooks = await HookFiles.ReadAsync(project, Direction.Up, "", cancellationToken).ConfigureAwait(false);
        var writer = new SectionWriter(project);
        var anywhere = new RevisionHeader { Id = "", File = "", Path = "" };
        await hooks.WriteAroundRunAsync(writer, [.. project.Hooks.BeforeRun, .. project.Hooks.AfterRun], "", cancellationToken).ConfigureAwait(false);
        writer.Begin(anywhere, Direction.Up);
        await hooks.WriteAroundRevisionAsync(writer, [.. project.Hooks.BeforeRevision, .. project.Hooks.AfterRevision], "", anywhere, cancellationToken).ConfigureAwait(false);
        return hooks.Problems;
    }
}
