namespace Segue.Revisions;

/// <summary>What a revision or a label may be called. The signs <c>@ + - :</c> and four words belong to the grammar of targets.</summary>
public static class RevisionName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaximumLength = 200;

    static readonly string[] Reserved = ["head", "heads", "base", "current"];

    /// <summary>Why it may not be called that; null: it may.</summary>
    public static string? Objection(string name)
    {
        if (name.Length == 0)
            return "a name may not be empty";
        if (name.Length > MaximumLength)
            return $"a name may have at most {MaximumLength} characters";
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"'{name}' is a word with a meaning of its own";
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.'))
                return $"'{name}' holds '{c}': a name is made of letters, digits, '_' and '.'";
        }
        return null;
    }
}
