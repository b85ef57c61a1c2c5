using System.Text.RegularExpressions;

namespace Segue.Cli.Output;

/// <summary>Takes the secrets out of what is about to be printed. Everything that may hold a connection passes through here.</summary>
static partial class Redact
{
    const string Hidden = "***";

    /// <summary>Hides passwords in connection strings and URLs, wherever in the text they stand.</summary>
    public static string Text(string text)
    {
        text = UrlPassword().Replace(text, "${before}" + Hidden + "@");
        return Keyword().Replace(text, "${before}" + Hidden);
    }

    // The password of a URL ends at the last @, because people forget to encode what is inside it: rather too much hidden than too little.
    [GeneratedRegex(@"(?<before>\b[a-z][a-z0-9+.-]*://[^\s:/@?#]*:)\S*@", RegexOptions.IgnoreCase)]
    internal static partial Regex UrlPassword();

    [GeneratedRegex(
        """(?<before>\b(?:password|passwd|pwd|passphrase|psw|ssl\s?password|sslpassword|passcode|token|secret)\s*=\s*)(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^;&\r\n]+)""",
        RegexOptions.IgnoreCase)]
    internal static partial Regex Keyword();
}
