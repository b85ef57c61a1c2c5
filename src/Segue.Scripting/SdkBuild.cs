using System.Reflection;
using Segue.Revisions;

namespace Segue.Scripting;

static class SdkBuild
{
    public static Task<Assembly?> AssemblyAsync(
        RevisionFile file, IReadOnlyList<ProgramDirective> directives, string folder, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
