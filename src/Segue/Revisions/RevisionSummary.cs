namespace Segue.Revisions;

/// <summary>All revisions of a project in one line, so that "nothing to do" is seen without making the graph.</summary>
/// <param name="Count">Of all revisions, repeatable ones included.</param>
/// <param name="Heads">Ids of the revisions that no other revises, in order.</param>
/// <param name="Digest">
/// SHA-256, lower-case hex, over the lines <c>id:text-checksum</c> of all revisions, sorted by id in the order of their bytes and joined by
/// LF:
/// <c>encode(sha256(convert_to(string_agg(id || ':' || text, E'\n' ORDER BY id COLLATE "C"), 'UTF8')), 'hex')</c>.
/// </param>
public sealed record RevisionSummary(int Count, IReadOnlyList<string> Heads, string Digest)
{
    /// <summary>Made from headers that have their checksums.</summary>
    internal static RevisionSummary Of(IReadOnlyList<RevisionHeader> headers, RevisionGraph graph)
    {
        // Ids hold no surrogates (RevisionName): the order of UTF-16 units is that of UTF-8 bytes.
        var sorted = headers.OrderBy(header => header.Id, StringComparer.Ordinal).Select(header => (header.Id, header.Checksum!.Text));
        return new(headers.Count, [.. graph.Heads.Select(head => head.Id)], DigestOf(sorted));
    }

    /// <summary>The digest of an applied set, by the same rule.</summary>
    public static string DigestOf(IEnumerable<AppliedRevision> applied) => DigestOf(applied
        .OrderBy(revision => revision.Id, StringComparer.Ordinal)
        .Select(revision => (revision.Id, revision.Checksum.Text)));

    static string DigestOf(IEnumerable<(string Id, string Text)> sorted)
    {
        using var digest = new DigestWriter();
        var separator = "";
        foreach (var (id, text) in sorted)
        {
            digest.Text(separator);
            digest.Text(id);
            digest.Text(":");
            digest.Text(text);
            separator = "\n";
        }
        return digest.End();
    }
}
