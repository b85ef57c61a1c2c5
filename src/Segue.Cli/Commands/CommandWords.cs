using System.Text;

namespace Segue.Cli.Commands;

/// <summary>A command as one text: words between blanks, quotes of either kind keep blanks in a word. A backslash is itself: paths have them.</summary>
static class CommandWords
{
    /// <summary>The words; a quote without its other half ends at the end.</summary>
    public static string[] Of(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isWord = false;
        char? quote = null;
        foreach (var c in command)
        {
            if (quote == c)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
                isWord = true;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                End();
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }
        End();
        return [.. words];

        void End()
        {
            if (isWord)
                words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }
}
