using System.Collections.Immutable;

namespace Segue.Revisions;

/// <summary>A project as it lies on disk: its revisions and how they are to be carried out.</summary>
public sealed record Project
{
    /// <summary>Keeps the journals of several projects in one database apart. Default: <c>default</c>.</summary>
    public string Name { get; init; } = "default";

    /// <summary>The folder that file names in messages are relative to.</summary>
    public required string Root { get; init; }

    /// <summary>Headers and checksums of all revisions.</summary>
    public required RevisionListing Revisions { get; init; }

    /// <summary>Values of the placeholders. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Default patience of all steps; a <c>timeout</c> directive changes it for one statement.</summary>
    public Patience Patience { get; init; } = Patience.Default;

    /// <summary>One transaction over all revisions of a run instead of one for each. Default: false.</summary>
    public bool OneTransaction { get; init; }

    /// <summary>Files that are carried out around runs and revisions. Default: none.</summary>
    public Hooks Hooks { get; init; } = Hooks.None;

    /// <summary>
    /// Makes an instance of the class in a C# file, or adds to the problems why it cannot. Default: none, and a C# revision that has to be planned
    /// is refused. <c>Segue.Scripting</c> has one that compiles.
    /// </summary>
    public Func<RevisionFile, ICollection<Problem>, CancellationToken, Task<CodeRevision?>>? Code { get; init; }

    /// <summary>The graph.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: headers or graph have problems; all of them are in it.</exception>
    public RevisionGraph Graph => Revisions.Problems is [] ? Revisions.Graph : throw new SegueException(Failure.Graph, "The revisions cannot be used as they are.")
    {
        Problems = Revisions.Problems,
        State = "nothing was done",
    };
}
