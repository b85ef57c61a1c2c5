namespace Segue.Sql;

/// <summary>
/// The little of a statement's grammar that decides whether a semicolon ends it: the bodies of SQL-standard routines, the actions of a
/// rule,
/// and whether rows follow.
/// </summary>
struct StatementShape
{
    enum Opening
    {
        Nothing,
        Create,
        CreateOr,
        CreateOrReplace,
        Routine,
        Rule,
        Copy,
        CopyFrom,
        Other,
    }

    enum Before
    {
        Other,
        Begin,
        Atomic,
        Semicolon,
    }

    Opening _opening;
    Before _before;
    int _parentheses;
    int _bodies;

    /// <summary>It is a <c>COPY ... FROM STDIN</c>.</summary>
    public bool ReadsRows { get; private set; }

    /// <summary>A semicolon here ends the statement.</summary>
    public readonly bool SemicolonEnds => _bodies == 0 && !(_opening == Opening.Rule && _parentheses > 0);

    /// <summary>Takes the next significant token.</summary>
    public void Add(TokenKind kind, ReadOnlySpan<char> token)
    {
        var before = _before;
        _before = Before.Other;
        // What every other statement soon is, and then stays: nothing can change any more.
        if (_opening == Opening.Other && _bodies == 0)
            return;
        if (kind == TokenKind.Word)
        {
            AddWord(token, before);
            return;
        }
        if (_opening is not (Opening.Routine or Opening.Rule or Opening.Copy))
            _opening = Opening.Other;
        if (kind != TokenKind.Symbol)
            return;
        switch (token)
        {
            case "(":
                _parentheses++;
                break;
            case ")":
                _parentheses = Math.Max(0, _parentheses - 1);
                break;
            case ";" when _bodies > 0:
                _before = Before.Semicolon;
                _opening = Opening.Nothing;
                _parentheses = 0;
                break;
        }
    }

    void AddWord(ReadOnlySpan<char> word, Before before)
    {
        // END closes a body exactly where a statement could start: the END of a CASE, or one that is a label, never follows a semicolon.
        if (_bodies > 0 && before is Before.Semicolon or Before.Atomic && Is(word, "end"))
        {
            _bodies--;
            _opening = Opening.Other;
            return;
        }
        if (_opening == Opening.Routine && _parentheses == 0)
        {
            if (Is(word, "begin"))
            {
                _before = Before.Begin;
            }
            else if (before == Before.Begin && Is(word, "atomic"))
            {
                _bodies++;
                _before = Before.Atomic;
                _opening = Opening.Nothing;
            }
            return;
        }
        if (_opening == Opening.CopyFrom && Is(word, "stdin"))
            ReadsRows = true;
        _opening = (_opening, Lower(word)) switch
        {
            (Opening.Nothing, "create") => Opening.Create,
            (Opening.Nothing, "copy") => Opening.Copy,
            (Opening.Create, "or") => Opening.CreateOr,
            (Opening.CreateOr, "replace") => Opening.CreateOrReplace,
            (Opening.Create or Opening.CreateOrReplace, "function" or "procedure") => Opening.Routine,
            (Opening.Create or Opening.CreateOrReplace, "rule") => Opening.Rule,
            (Opening.Copy, "from") when _parentheses == 0 => Opening.CopyFrom,
            (Opening.Copy or Opening.Routine or Opening.Rule, _) => _opening,
            _ => Opening.Other,
        };
    }

    static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    static string Lower(ReadOnlySpan<char> word)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["create", "copy", "or", "replace", "function", "procedure", "rule", "from"])
        {
            if (Is(word, keyword))
                return keyword;
        }
        return "";
    }
}
