using System.Security.Cryptography;

namespace Segue.Embedded;

/// <summary>Folders as a whole.</summary>
static class FileTree
{
    /// <summary>Copies what is in a folder; files keep their modes.</summary>
    public static void Copy(string from, string to, CancellationToken cancellationToken)
    {
        StepDown.MakeReadable(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)), cancellationToken);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    /// <summary>A name beside the final one that nobody else uses.</summary>
    public static string Staging(string final) => $"{final}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>Renames. Whoever comes second leaves the first one's folder as it is: both made the same.</summary>
    public static void MoveUnlessThere(string staging, string final)
    {
        try
        {
            Directory.Move(staging, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
        }
    }

    /// <summary>Deletes a folder that may be gone already or be deleted by somebody else at the same time.</summary>
    public static void Delete(string folder)
    {
        for (var attempt = 0; attempt < 5 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
            }
        }
    }
}
