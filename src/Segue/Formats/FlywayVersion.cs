using System.Globalization;
using System.Numerics;

namespace Segue.Formats;

/// <summary>A version as Flyway compares them: number by number, zeros at the end do not count.</summary>
sealed class FlywayVersion : IComparable<FlywayVersion>
{
    readonly BigInteger[] _parts;

    FlywayVersion(string text, BigInteger[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>With dots, as its history shows it.</summary>
    public string Text { get; }

    /// <summary>Null: it is none, and Flyway passes over the file.</summary>
    public static FlywayVersion? Parse(string text)
    {
        var dotted = text.Replace('_', '.');
        var parts = dotted.Split('.');
        return Array.TrueForAll(parts, part => part.Length > 0 && part.All(char.IsAsciiDigit))
            ? new(dotted, Array.ConvertAll(parts, part => BigInteger.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)))
            : null;
    }

    public int CompareTo(FlywayVersion? other)
    {
        if (other is null)
            return 1;
        for (var at = 0; at < Math.Max(_parts.Length, other._parts.Length); at++)
        {
            if (_parts.ElementAtOrDefault(at).CompareTo(other._parts.ElementAtOrDefault(at)) is not 0 and var order)
                return order;
        }
        return 0;
    }
}
