using System.Globalization;
using System.Security.Cryptography;
using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>Makes the ids of new revisions.</summary>
public static class RevisionId
{
    const int FewestDigits = 3;
    const int RandomLength = 12;
    const int TypedLength = 4;
    const int MostTries = 100;

    /// <summary>The next number after the highest in use, in all branches and folders, and the slug: <c>012_add_index_on_users</c>.</summary>
    /// <param name="existing">All revisions.</param>
    /// <param name="slug">Empty: the number alone.</param>
    public static string Next(IReadOnlyList<RevisionHeader> existing, string slug)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var numbers = existing.Select(header => NumberOf(header.Id)).OfType<string>().ToList();
        return Numbered(numbers.Select(Value).DefaultIfEmpty(0).Max() + 1, Width(numbers), slug);
    }

    /// <summary>Twelve hexadecimal digits by a cryptographic generator, of which the first four are nobody else's where that is possible.</summary>
    /// <param name="existing">All revisions.</param>
    public static string Random(IReadOnlyList<RevisionHeader> existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var beginnings = existing.Where(header => header.Id.Length >= TypedLength).Select(header => header.Id[..TypedLength]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var tries = 0; ; tries++)
        {
            var id = RandomNumberGenerator.GetHexString(RandomLength, lowercase: true);
            // A short prefix is what people type; beyond ten thousands of revisions there may be none left.
            if (tries >= MostTries || !beginnings.Contains(id[..TypedLength]))
                return id;
        }
    }

    /// <summary>The digits before the first <c>_</c>, of an id that is made of a number and a slug; null: it is not.</summary>
    internal static string? NumberOf(string id)
    {
        var end = id.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var length = end < 0 ? id.Length : end;
        return length is > 0 and < 10 && (end < 0 || id[end] == '_') ? id[..length] : null;
    }

    internal static int Value(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    internal static int Width(IEnumerable<string> numbers) => numbers.Select(number => number.Length).Append(FewestDigits).Max();

    internal static string Numbered(int number, int width, string slug) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0') + (slug.Length > 0 ? "_" + slug : "");
}
