using System.Text;

namespace Segue.Authoring;

/// <summary>A message as a part of a file's name.</summary>
public static class Slug
{
    /// <summary>Letters and digits in lower case with <c>_</c> between the words, cut between two words where it is too long: <c>add_index_on_users</c>.</summary>
    /// <param name="message">A few words.</param>
    /// <param name="longest">In characters.</param>
    public static string Of(string message, int longest)
    {
        ArgumentNullException.ThrowIfNull(message);
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

        var text = slug.ToString().Trim('_');
        if (text.Length > longest)
            text = text.LastIndexOf('_', longest) is > 0 and var end ? text[..end] : text[..longest];
        return text;
    }
}
