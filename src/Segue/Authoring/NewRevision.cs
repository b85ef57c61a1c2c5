using System.Globalization;
using System.Text;
using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>A revision that is about to be written.</summary>
public sealed record NewRevision
{
    const int LongestSlug = 60;
    const int FewestDigits = 3;

    const string BuiltIn =
        """
        -- revision: ${id}
        -- revises: ${revises}
        --
        -- ${title}
        --
        -- Why, what it costs, and how to tell that it worked.

        -- segue: upgrade


        -- segue: downgrade
        -- what takes it back; if nothing does, write 'segue: irreversible because ...' as the directive

        -- segue: verify
        -- queries that return no row, or true

        """;

    /// <summary>The folder it goes to; made if it does not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Its id, which is the name of the file too.</summary>
    public required string Id { get; init; }

    /// <summary>The revision it stands on; null: a base.</summary>
    public string? Parent { get; init; }

    /// <summary>The first line of the docstring.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// A folder with a <c>revision.sql</c>, in which <c>${id}</c>, <c>${revises}</c> and <c>${title}</c> are filled in, or null for the built-in one. A line with
    /// <c>${revises}</c> is left out of a base.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(Folder, Id + ".sql");

    /// <summary>The next number after the highest in use, and the message as a name: <c>012_add_index_on_users</c>.</summary>
    /// <param name="existing">All revisions, of all branches.</param>
    /// <param name="message">What it does; a few words.</param>
    public static string NextId(IReadOnlyList<RevisionHeader> existing, string message)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var numbers = existing.Select(header => LeadingDigits(header.Id)).Where(digits => digits.Length is > 0 and < 10).ToList();
        var highest = numbers.Select(digits => int.Parse(digits, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        var width = numbers.Select(digits => digits.Length).Append(FewestDigits).Max();
        var number = (highest + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        return Slug(message) is { Length: > 0 } slug ? $"{number}_{slug}" : number;
    }

    /// <summary>Writes the file. An existing one is never written over.</summary>
    /// <returns>Itself.</returns>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: there is a file of this name, or the template cannot be read.</exception>
    public static async Task<NewRevision> WriteAsync(NewRevision revision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revision);
        var text = revision.Fill(await revision.ReadTemplateAsync(cancellationToken).ConfigureAwait(false));
        Directory.CreateDirectory(revision.Folder);
        if (File.Exists(revision.Path))
            throw new SegueException(Failure.Usage, $"{revision.Path} is there already.") { State = "nothing was written" };
        var stream = new FileStream(revision.Path, FileMode.CreateNew, FileAccess.Write);
        await using var disposal = stream.ConfigureAwait(false);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        return revision;
    }

    async Task<string> ReadTemplateAsync(CancellationToken cancellationToken)
    {
        if (Template is null)
            return BuiltIn;
        var file = System.IO.Path.Combine(Template, "revision.sql");
        if (!File.Exists(file))
            throw new SegueException(Failure.Usage, $"The templates' folder has no {file}.") { State = "nothing was written" };
        return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
    }

    string Fill(string template)
    {
        var lines = template.ReplaceLineEndings("\n").Split('\n')
            .Where(line => Parent is not null || !line.Contains("${revises}", StringComparison.Ordinal))
            .Select(line => line
                .Replace("${id}", Id, StringComparison.Ordinal)
                .Replace("${revises}", Parent, StringComparison.Ordinal)
                .Replace("${title}", Sentence(Title), StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    static string Sentence(string title)
    {
        var line = title.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "" : char.ToUpperInvariant(line[0]) + line[1..] + (char.IsPunctuation(line[^1]) ? "" : ".");
    }

    static string LeadingDigits(string id) => new([.. id.TakeWhile(char.IsAsciiDigit)]);

    static string Slug(string message)
    {
        var slug = new StringBuilder();
        foreach (var c in message.Trim().ToLowerInvariant())
        {
            var piece = c switch
            {
                'ä' => "ae",
                'ö' => "oe",
                'ü' => "ue",
                'ß' => "ss",
                '\'' or '’' => "",
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => "_",
            };
            if (piece != "_" || (slug.Length > 0 && slug[^1] != '_'))
                slug.Append(piece);
        }

        var text = slug.ToString();
        if (text.Length > LongestSlug)
            text = text.LastIndexOf('_', LongestSlug) is > 0 and var end ? text[..end] : text[..LongestSlug];
        return text.Trim('_');
    }
}
