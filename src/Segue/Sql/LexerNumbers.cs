namespace Segue.Sql;

/// <summary>Numbers, underscores and other bases included (manual, 4.1.2.6).</summary>
static class LexerNumbers
{
    public static int Length(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '0' && rest.Length > 1)
        {
            var based = rest[1] switch
            {
                'x' or 'X' => Digits(rest, 2, char.IsAsciiHexDigit, leadingUnderscore: true),
                'o' or 'O' => Digits(rest, 2, c => c is >= '0' and <= '7', leadingUnderscore: true),
                'b' or 'B' => Digits(rest, 2, c => c is '0' or '1', leadingUnderscore: true),
                _ => 2,
            };
            if (based > 2)
                return based;
        }
        var at = Digits(rest, 0, char.IsAsciiDigit, leadingUnderscore: false);
        // "1..2" is a range of PL/pgSQL, not "1." and ".2".
        if (at < rest.Length && rest[at] == '.' && !(at > 0 && at + 1 < rest.Length && rest[at + 1] == '.'))
            at = Digits(rest, at + 1, char.IsAsciiDigit, leadingUnderscore: false);
        if (at < rest.Length && rest[at] is 'e' or 'E')
        {
            var sign = at + 1 < rest.Length && rest[at + 1] is '+' or '-' ? 1 : 0;
            var exponent = Digits(rest, at + 1 + sign, char.IsAsciiDigit, leadingUnderscore: false);
            if (exponent > at + 1 + sign)
                at = exponent;
        }
        return at;
    }

    static int Digits(ReadOnlySpan<char> rest, int from, Func<char, bool> isDigit, bool leadingUnderscore)
    {
        var at = from;
        while (at < rest.Length)
        {
            if (isDigit(rest[at]))
                at++;
            else if (rest[at] == '_' && (at > from || leadingUnderscore) && at + 1 < rest.Length && isDigit(rest[at + 1]))
                at += 2;
            else
                break;
        }
        return at;
    }
}
