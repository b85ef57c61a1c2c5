using System.Globalization;

namespace Segue.Cli.Settings;

/// <summary>Durations as PostgreSQL spells them: a number and <c>ms</c>, <c>s</c>, <c>min</c>, <c>h</c> or <c>d</c>.</summary>
static class Duration
{
    public const string Examples = "500ms, 2s, 5min, 1h";

    // Longest first: "ms" before "s".
    static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("min", TimeSpan.FromMinutes(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed is "0")
            return true;
        foreach (var (unit, length) in Units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal))
                continue;
            var number = trimmed[..^unit.Length].TrimEnd();
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * length.TotalDays > 10_000)
                return false;
            duration = length * count;
            return true;
        }

        return false;
    }

    /// <summary>The shortest spelling.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0";
        var (unit, length) = Units.OrderByDescending(unit => unit.Length).FirstOrDefault(unit => duration.Ticks % unit.Length.Ticks == 0);
        return unit is null
            ? duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) + "ms"
            : (duration.Ticks / length.Ticks).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
