using System.Text;
using Segue.Sessions;

namespace Segue.Authoring;

/// <summary>The first revision of a project that begins with a database: the schema as it is.</summary>
public static class BaselineFile
{
    /// <summary>Its id.</summary>
    public const string Id = "001_baseline";

    /// <summary>Writes it. Takes ACCESS SHARE on every table for a moment.</summary>
    /// <param name="database">Whose schema.</param>
    /// <param name="folder">Of revisions, absolute; made if it is missing.</param>
    /// <param name="cancellationToken">Ends <c>pg_dump</c>; nothing is written then.</param>
    /// <returns>The file, absolute.</returns>
    /// <exception cref="SegueException">There is such a file already, there is no <c>pg_dump</c>, or it failed.</exception>
    public static async Task<string> WriteAsync(Database database, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder, Id + ".sql");
        if (File.Exists(path))
            throw new SegueException(Failure.Usage, $"{path} is there already.") { State = "nothing was written" };
        var statements = await SchemaDump.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await using var disposal = stream.ConfigureAwait(false);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Text(statements)), cancellationToken).ConfigureAwait(false);
        return path;
    }

    static string Text(string statements) => $"""
        -- revision: {Id}
        --
        -- The schema as it was when its revisions began.
        --
        -- Written by pg_dump. A database that is older than this file has all of it and is only told so (segue baseline);
        -- a new one is made by it. Roles that are named here belong to the cluster and must be there before.

        -- segue: verbatim
        -- segue: upgrade
        {statements}
        -- segue: downgrade
        -- segue: irreversible because the history begins here

        """.ReplaceLineEndings("\n");
}
