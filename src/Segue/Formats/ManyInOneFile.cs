using System.Collections.Concurrent;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>A tool that writes several revisions into one file, the files one after the other in the order of their names.</summary>
abstract class ManyInOneFile : RevisionFormat
{
    // A file of a thousand revisions is asked for each of them.
    readonly ConcurrentDictionary<string, (string Text, IReadOnlyList<Part> Parts)> _known = new(StringComparer.Ordinal);

    /// <summary>A revision in a file.</summary>
    /// <param name="Header">Its checksum is set.</param>
    /// <param name="Body">Reads its statements.</param>
    protected sealed record Part(RevisionHeader Header, Func<IReadOnlyDictionary<string, string>, ICollection<Problem>, RevisionBody> Body);

    public sealed override async Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var headers = new List<RevisionHeader>();
        foreach (var path in Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal))
        {
            var place = FilePlace.Of(path, root);
            if (await RevisionText.ReadAsync(place.Path, place.File, problems, cancellationToken).ConfigureAwait(false) is { } text && IsOne(text))
                headers.AddRange(Cut(new(text, place.File), path, problems).Select(part => part.Header with { Format = this }));
        }
        return Chain.Of(WithoutRepeated(headers));
    }

    public sealed override async Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return null;
        var source = new SourceText(text, header.File);
        if (!_known.TryGetValue(header.Path, out var known) || known.Text != text)
            _known[header.Path] = known = (text, Cut(source, header.Path, []));
        if (known.Parts.FirstOrDefault(part => part.Header.Id == header.Id) is not { } found)
        {
            problems.Add(new("revision-gone", $"{header.Id} does not stand in its file any more") { Location = header.IdLocation });
            return null;
        }
        return new(header with { Checksum = found.Header.Checksum }, found.Body(variables, problems) with { IsVerbatim = true }, source);
    }

    /// <summary>Whether a file of the folder holds revisions.</summary>
    protected abstract bool IsOne(string text);

    /// <summary>The revisions of a file, in their order.</summary>
    protected abstract IReadOnlyList<Part> Cut(SourceText source, string path, ICollection<Problem> problems);

    /// <summary>Of revisions that stand in several files alike, the first ones.</summary>
    protected virtual IEnumerable<RevisionHeader> WithoutRepeated(IReadOnlyList<RevisionHeader> headers) => headers;
}
