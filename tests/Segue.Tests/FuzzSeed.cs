using System.Globalization;

namespace Segue.Tests;

/// <summary>Where random tests begin: another place on each run by hand, always the same in CI, and any place again with <c>SEGUE_SEED</c>.</summary>
static class FuzzSeed
{
    const int OfCI = 20261125;

    /// <summary>Chooses and prints it.</summary>
    public static int Choose(ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable("SEGUE_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? OfCI
            : Environment.TickCount;
        output.WriteLine($"SEGUE_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        return seed;
    }
}
