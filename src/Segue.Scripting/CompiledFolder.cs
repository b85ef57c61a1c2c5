using System.Security.Cryptography;
using System.Text;
using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>Where a compiled file is remembered: the same text, path, library, compiler and runtime give the same folder.</summary>
static class CompiledFolder
{
    public static string Of(string cache, RevisionFile file)
    {
        // This assembly's own id changes with the version of the compiler it refers to.
        var key = string.Join('\0',
            file.Header.Path, file.Source.Text, typeof(CodeRevision).Module.ModuleVersionId, typeof(CompiledFolder).Module.ModuleVersionId, Environment.Version);
        return Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]);
    }

    /// <summary>Nobody else may write into it: what lies there is run.</summary>
    public static bool IsPrivate(string folder) => OperatingSystem.IsWindows()
        || !Directory.Exists(folder)
        || (new DirectoryInfo(folder).UnixFileMode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    /// <summary>Makes a private folder, and all above it that are missing.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
