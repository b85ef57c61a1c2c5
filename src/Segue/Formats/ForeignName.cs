using System.Security.Cryptography;
using System.Text;
using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Ids made of what other tools call their revisions.</summary>
static class ForeignName
{
    /// <summary>The same name, but each character that an id may not hold is a <c>_</c>.</summary>
    public static string ToId(string name)
    {
        var id = new StringBuilder(name);
        for (var at = 0; at < id.Length; at++)
        {
            if (!char.IsLetterOrDigit(id[at]) && id[at] is not ('_' or '.'))
                id[at] = '_';
        }
        if (id.Length > RevisionName.MaximumLength)
        {
            // Two long names may differ only in what is cut off.
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
            id.Length = RevisionName.MaximumLength - digest.Length - 1;
            id.Append('_').Append(digest);
        }
        // What is left to object to are the words with a meaning of their own.
        return RevisionName.Objection(id.ToString()) is null ? id.ToString() : id.Append('_').ToString();
    }

    /// <summary>What a title says: the name in words.</summary>
    public static string ToTitle(string name) => name.Replace('_', ' ').Replace('-', ' ').Trim();
}
