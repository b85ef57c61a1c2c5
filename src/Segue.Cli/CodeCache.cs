using System.Runtime.CompilerServices;
using Segue.Revisions;

namespace Segue.Cli;

/// <summary>Compiles C# revisions into the user's cache. Nothing of Segue.Scripting is loaded before the first of them.</summary>
static class CodeCache
{
    public static Func<RevisionFile, ICollection<Problem>, CancellationToken, Task<CodeRevision?>> Of(Surroundings around) =>
        (file, problems, cancellationToken) => LoadAsync(Path.Combine(around.Cache, "code"), file, problems, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Task<CodeRevision?> LoadAsync(string cache, RevisionFile file, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        new Scripting.RevisionCompiler(cache).LoadAsync(file, problems, cancellationToken);
}
