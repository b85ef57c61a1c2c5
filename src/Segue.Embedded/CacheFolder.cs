namespace Segue.Embedded;

/// <summary>
/// Where fetched binaries and template clusters are kept between runs. Everything in it can be deleted while nothing runs; it is made
/// again.
/// </summary>
public static class CacheFolder
{
    /// <summary>
    /// <c>SEGUE_CACHE</c> if set; for root <c>/var/cache/segue</c>, which the user it steps down to can enter (<c>/root</c> is closed);
    /// else <c>$XDG_CACHE_HOME/segue</c>, else <c>segue</c> in the local application data.
    /// </summary>
    public static string Default
    {
        get
        {
            if (Environment.GetEnvironmentVariable("SEGUE_CACHE") is { Length: > 0 } chosen)
                return Path.GetFullPath(chosen);
            if (StepDown.User is not null)
                return "/var/cache/segue";
            var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                ? xdg
                : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(home, "segue");
        }
    }
}
