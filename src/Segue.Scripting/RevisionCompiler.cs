using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>
/// Makes C# revisions out of their files: compiles each text once and remembers what came out. Set it as <see cref="Project.Code"/>:
/// <c>Code = new RevisionCompiler(folder).LoadAsync</c>.
/// </summary>
/// <param name="cache">
/// A folder for compiled revisions, made if it is missing. Who may write there decides what is run: it must belong to the user alone.
/// </param>
public sealed class RevisionCompiler(string cache)
{
    /// <summary>An instance of the class in a file; null: it cannot be compiled, and the problems say why.</summary>
    /// <param name="file">Its text and name.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the compiling.</param>
    public async Task<CodeRevision?> LoadAsync(RevisionFile file, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(problems);
        var directives = ProgramDirective.In(file.Source);
        var folder = CompiledFolder.Of(cache, file);
        var assembly = directives.Any(directive => directive.IsForeign)
            ? await SdkBuild.AssemblyAsync(file, directives, folder, problems, cancellationToken).ConfigureAwait(false)
            : await InProcess.AssemblyAsync(file, folder, problems, cancellationToken).ConfigureAwait(false);
        if (assembly is null)
            return null;
        Type[] types = [.. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeRevision)) && !type.IsAbstract)];
        if (types is [var only] && only.GetConstructor([]) is not null)
            return (CodeRevision)Activator.CreateInstance(only)!;
        problems.Add(new("revision-class", types.Length switch
        {
            0 => $"no class in the file derives from {nameof(CodeRevision)}",
            1 => $"{types[0].Name} has no public constructor without parameters",
            _ => $"{types.Length} classes in the file derive from {nameof(CodeRevision)}: {string.Join(", ", types.Select(type => type.Name))}",
        })
        {
            Location = new(file.Header.File, 1, 1),
            Remedy = "one class with one public constructor without parameters is the revision; another may be abstract",
        });
        return null;
    }
}
