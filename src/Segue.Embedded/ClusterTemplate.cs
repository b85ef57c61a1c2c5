using System.Security.Cryptography;
using System.Text;

namespace Segue.Embedded;

/// <summary>
/// A cluster fresh from initdb, kept to be copied: initdb takes 350 ms, a copy 40 ms. Never linked: PostgreSQL writes its files in
/// place.
/// </summary>
/// <param name="Folder">The data folder, closed to others, never started.</param>
/// <param name="Password">Of the role <c>postgres</c> over TCP; the Unix socket, in a folder closed to others, asks for none.</param>
sealed record ClusterTemplate(string Folder, string Password)
{
    // Small WAL segments: a fresh cluster is 31 MB rather than 46. The C locale is the only one every machine has.
    static readonly string[] Options =
    [
        "--username=postgres", "--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256",
        "--wal-segsize=1", "--no-sync", "--no-instructions",
    ];

    /// <summary>
    /// Makes it unless it is there. Several processes may do so at once: each fills a folder of its own, the first to rename wins.
    /// </summary>
    public static async Task<ClusterTemplate> EnsureAsync(PostgresBinaries binaries, string cache, CancellationToken cancellationToken)
    {
        var final = Path.Combine(cache, "templates", $"{binaries.Version}-{Key(binaries)}");
        if (!Directory.Exists(final))
        {
            StepDown.MakeReadable(Path.GetDirectoryName(final)!);
            var staging = FileTree.Staging(final);
            try
            {
                await FillAsync(binaries, staging, cancellationToken).ConfigureAwait(false);
                FileTree.MoveUnlessThere(staging, final);
            }
            finally
            {
                FileTree.Delete(staging);
            }
        }
        var password = await File.ReadAllTextAsync(PasswordFile(final), cancellationToken).ConfigureAwait(false);
        return new(Data(final), password);
    }

    static async Task FillAsync(PostgresBinaries binaries, string staging, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(staging);
        else
            Directory.CreateDirectory(staging, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(PasswordFile(staging), RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken)
            .ConfigureAwait(false);
        await StepDown.GiveAsync(staging, cancellationToken).ConfigureAwait(false);
        var initdb = await ChildProcess.RunAsync(
            new(binaries.Initdb, [.. Options, "--pwfile", PasswordFile(staging), "--pgdata", Data(staging)]) { User = StepDown.User },
            cancellationToken).ConfigureAwait(false);
        if (!initdb.Succeeded)
        {
            throw new SegueException(Failure.Error, $"initdb of PostgreSQL {binaries.Version} in {binaries.Folder} failed: {initdb.Said}")
            {
                State = "no cluster was made.",
                Next = StepDown.CanReach(binaries.Folder)
                    ? "see what initdb says; SEGUE_PG_BIN names another PostgreSQL."
                    : $"move the binaries: the user '{StepDown.User}', as whom root runs PostgreSQL, cannot enter their folder.",
            };
        }
    }

    static string Data(string folder) => Path.Combine(folder, "data");

    static string PasswordFile(string folder) => Path.Combine(folder, "password");

    // Two builds of one version can differ in what initdb writes, so the folder of the binaries counts.
    static string Key(PostgresBinaries binaries) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [binaries.Folder, .. Options]))))[..12];
}
