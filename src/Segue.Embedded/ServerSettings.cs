using System.Collections.Immutable;

namespace Segue.Embedded;

/// <summary>What a server is made of. The defaults are those of a throw-away server: fast, and nothing in it survives a crash.</summary>
public sealed record ServerSettings
{
    /// <summary>
    /// Parameters for data that nobody will miss: no fsync, no full page writes, no autovacuum, 200 connections, 32 MB of buffers.
    /// </summary>
    public static ImmutableDictionary<string, string> ThrowAway { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["autovacuum"] = "off",
        ["max_connections"] = "200",
        ["shared_buffers"] = "32MB",
    }.ToImmutableDictionary();

    /// <summary>Parameters for data that should survive a power cut: PostgreSQL's own defaults.</summary>
    public static ImmutableDictionary<string, string> Durable { get; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Which PostgreSQL.</summary>
    public BinarySearch Binaries { get; init; } = new();

    /// <summary>Server parameters by name, as on the command line of <c>postgres</c>. Default <see cref="ThrowAway"/>.</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ThrowAway;

    /// <summary>
    /// Whether it listens on 127.0.0.1, at a free port, with a password, too. Default no, except on Windows, where it is the only
    /// way.
    /// </summary>
    public bool Tcp { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Where template clusters are kept.</summary>
    public string Cache { get; init; } = CacheFolder.Default;

    /// <summary>How long a start may take before it counts as failed. Default 60 seconds.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>These settings with one more parameter.</summary>
    public ServerSettings With(string parameter, string value) => this with { Parameters = Parameters.SetItem(parameter, value) };

    internal static IReadOnlyList<string> Arguments(IEnumerable<KeyValuePair<string, string>> parameters) =>
        [.. parameters.SelectMany(parameter => new[] { "-c", $"{parameter.Key}={parameter.Value}" })];
}
