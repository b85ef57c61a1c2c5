namespace Segue.Revisions;

/// <summary>
/// A file that remembers headers and checksums by path, size and time of modification, so that a run opens one file instead of ten
/// thousand.
/// It may be deleted at any time; what is damaged or of another version is made anew without a word.
/// </summary>
/// <param name="path">Where the index lies; its folder is made if it is missing.</param>
/// <param name="clock">Tells which files were modified just now.</param>
public sealed class RevisionIndex(string path, TimeProvider clock)
{
    // A file can change twice within one tick of its file system's clock and keep its size: what is that young is read again next time.
    static readonly TimeSpan TooYoung = TimeSpan.FromSeconds(2);

    internal async Task<RevisionListing> ReadAsync(IReadOnlyList<string> folders, IReadOnlyList<string> seeds, string root, CancellationToken cancellationToken)
    {
        var youngest = (clock.GetUtcNow() - TooYoung).UtcTicks;
        var problems = new List<Problem>();
        var found = FoundFile.In(folders, seeds, root, problems);
        var stored = await IndexFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (problems.Count == 0 && stored?.Summary is { } summary && stored.Listing.SequenceEqual(IndexFile.ListingOf(found)))
            return new(() => stored.Headers(found), problems) { Summary = summary };
        return await RenewAsync(found, stored, youngest, problems, cancellationToken).ConfigureAwait(false);
    }

    async Task<RevisionListing> RenewAsync(
        List<FoundFile> found, IndexFile? stored, long youngest, List<Problem> problems, CancellationToken cancellationToken)
    {
        var known = stored?.Entries() ?? [];
        var headers = new RevisionHeader?[found.Count];
        var problemsOf = new List<Problem>?[found.Count];
        var unknown = new List<int>();
        for (var at = 0; at < found.Count; at++)
        {
            if (known.TryGetValue(found[at].File, out var entry) && entry.Found with { Path = found[at].Path } == found[at])
                headers[at] = entry.Header with { Path = found[at].Path };
            else
                unknown.Add(at);
        }
        await Parallel.ForEachAsync(unknown, cancellationToken, async (at, cancelled) =>
        {
            var own = problemsOf[at] = [];
            var text = await RevisionText.ReadAsync(found[at].Path, found[at].File, own, cancelled).ConfigureAwait(false);
            if (text is not null && found[at].IsSeed)
                headers[at] = SeedFile.Header(found[at], text);
            else if (text is not null && HeaderReader.Read(text, found[at].File, found[at].Path, own) is { } header)
                headers[at] = header with { Checksum = Checksums.Of(text, found[at].File), ReadFrom = TextDigest.Of(text) };
        }).ConfigureAwait(false);

        foreach (var own in problemsOf)
            problems.AddRange(own ?? []);
        RevisionHeader[] usable = [.. headers.OfType<RevisionHeader>()];
        var graph = RevisionGraph.Of(usable, problems);
        var summary = problems.Count == 0 ? RevisionSummary.Of(usable, graph) : null;

        if (unknown.Count > 0 || known.Count != found.Count || (stored?.Summary is null && summary is not null))
        {
            List<(FoundFile, RevisionHeader)> lasting =
            [
                .. Enumerable.Range(0, found.Count)
                    .Where(at => headers[at] is not null && problemsOf[at] is null or [] && found[at].ModifiedAt < youngest)
                    .Select(at => (found[at], headers[at]!)),
            ];
            var whole = lasting.Count == found.Count ? summary : null;
            await IndexFile.WriteAsync(path, lasting, whole, cancellationToken).ConfigureAwait(false);
        }
        return new(usable, graph, problems) { Summary = summary };
    }
}
