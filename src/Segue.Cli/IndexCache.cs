using System.Security.Cryptography;
using System.Text;
using Segue.Revisions;

namespace Segue.Cli;

/// <summary>Where the index of a project's revisions is remembered: in the user's cache, so that a project folder may be read-only.</summary>
static class IndexCache
{
    public static RevisionIndex Of(string folder, Surroundings around, params IReadOnlyList<string> seeds)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [folder, .. seeds]))))[..32];
        return new(Path.Combine(around.Cache, "index", name), around.Time);
    }
}
