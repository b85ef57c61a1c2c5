namespace Segue.Formats;

/// <summary>What a change set says about where it is wanted.</summary>
static class LiquibaseExpression
{
    /// <summary><c>dbms:postgresql,h2</c>, <c>dbms:!oracle</c>.</summary>
    public static bool IsForPostgres(string? databases)
    {
        var names = (databases ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || names.Contains("all", StringComparer.OrdinalIgnoreCase))
            return true;
        if (names.Contains("!postgresql", StringComparer.OrdinalIgnoreCase) || names.Contains("none", StringComparer.OrdinalIgnoreCase))
            return false;
        return names.Contains("postgresql", StringComparer.OrdinalIgnoreCase) || names.All(name => name.StartsWith('!'));
    }

    /// <summary>Whether an expression holds: <c>test or (staging and !legacy)</c>, a comma being an <c>or</c>. Where no context is given every one holds.</summary>
    public static bool Holds(string expression, IReadOnlyCollection<string> given)
    {
        if (given.Count == 0)
            return true;
        var words = new Queue<string>(expression.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Replace("!", " ! ", StringComparison.Ordinal).Replace(",", " or ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Or(words, given);
    }

    static bool Or(Queue<string> words, IReadOnlyCollection<string> given)
    {
        var holds = And(words, given);
        while (Takes(words, "or"))
            holds = And(words, given) | holds;
        return holds;
    }

    static bool And(Queue<string> words, IReadOnlyCollection<string> given)
    {
        var holds = Not(words, given);
        while (Takes(words, "and"))
            holds = Not(words, given) & holds;
        return holds;
    }

    static bool Not(Queue<string> words, IReadOnlyCollection<string> given)
    {
        if (Takes(words, "!") || Takes(words, "not"))
            return !Not(words, given);
        if (Takes(words, "("))
        {
            var holds = Or(words, given);
            Takes(words, ")");
            return holds;
        }
        return words.TryDequeue(out var name) && (name == "@" || given.Contains(name.TrimStart('@'), StringComparer.OrdinalIgnoreCase));
    }

    static bool Takes(Queue<string> words, string word)
    {
        if (!words.TryPeek(out var next) || !next.Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        words.Dequeue();
        return true;
    }
}
