using System.Globalization;
using Npgsql;
using Segue.Sql;

namespace Segue.Cli.Connections;

/// <summary>libpq's connection keywords (PostgreSQL manual, 34.1.2) in Npgsql's words.</summary>
static class LibpqKeywords
{
    const int DefaultPort = 5432;

    static readonly Dictionary<string, string> Same = new()
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["application_name"] = "Application Name",
        ["client_encoding"] = "Client Encoding",
        ["options"] = "Options",
        ["connect_timeout"] = "Timeout",
        ["keepalives_idle"] = "TCP Keepalive Time",
        ["keepalives_interval"] = "TCP Keepalive Interval",
        ["krbsrvname"] = "Kerberos Service Name",
    };

    // What libpq knows and Npgsql either does by itself or has no use for.
    static readonly HashSet<string> WithoutMeaning =
        ["keepalives", "keepalives_count", "tcp_user_timeout", "fallback_application_name", "sslcompression", "gsslib", "requirepeer", "load_balance_hosts"];

    // These have a branch of their own below.
    static readonly HashSet<string> Apart =
        ["host", "hostaddr", "port", "sslmode", "channel_binding", "sslnegotiation", "gssencmode", "target_session_attrs"];

    /// <summary>Whether it is one of libpq's words.</summary>
    public static bool Knows(string keyword) => Same.ContainsKey(keyword) || Apart.Contains(keyword) || WithoutMeaning.Contains(keyword);

    public static string Translate(IEnumerable<KeyValuePair<string, string>> keywords, string source)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        string? host = null, address = null, port = null;
        foreach (var (keyword, value) in keywords)
        {
            switch (keyword)
            {
                case "host":
                    host = value;
                    break;
                case "hostaddr":
                    address = value;
                    break;
                case "port":
                    port = value;
                    break;
                case "sslmode":
                    builder.SslMode = Choice<SslMode>(keyword, value, source);
                    break;
                case "channel_binding":
                    builder.ChannelBinding = Choice<ChannelBinding>(keyword, value, source);
                    break;
                case "sslnegotiation":
                    builder.SslNegotiation = Choice<SslNegotiation>(keyword, value, source);
                    break;
                case "gssencmode":
                    builder.GssEncryptionMode = Choice<GssEncryptionMode>(keyword, value, source);
                    break;
                case "target_session_attrs":
                    builder.TargetSessionAttributes = value;
                    break;
                case var known when WithoutMeaning.Contains(known):
                    break;
                default:
                    Other(builder, keyword, value, source);
                    break;
            }
        }

        builder.Host = Hosts(address ?? host ?? DefaultHost(), port, source);
        if (!builder.Host.Contains(',') && port is not null)
            builder.Port = Port(port, source);
        return builder.ConnectionString;
    }

    /// <summary>The folder of a local server's socket, as libpq would take it, else localhost.</summary>
    static string DefaultHost() =>
        OperatingSystem.IsWindows() ? "localhost"
        : Array.Find(["/var/run/postgresql", "/tmp"], folder => File.Exists($"{folder}/.s.PGSQL.{DefaultPort}")) ?? "localhost";

    /// <summary>Npgsql writes the ports of several hosts behind each of them.</summary>
    static string Hosts(string hosts, string? ports, string source)
    {
        var names = hosts.Split(',');
        if (names.Length == 1)
            return hosts;
        var numbers = (ports ?? "").Split(',');
        return string.Join(',', names.Select((name, i) =>
        {
            var number = numbers.Length == 1 ? numbers[0] : numbers.ElementAtOrDefault(i) ?? "";
            return number.Length == 0 ? name : $"{name}:{Port(number, source)}";
        }));
    }

    static int Port(string text, string source) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new SegueException(Failure.Usage, $"The connection of {source} has a port that is no number from 1 to {ushort.MaxValue}.")
            {
                // What stands there may be the rest of a password, so it is not repeated.
                Next = "in a URL, write / as %2F, : as %3A, @ as %40, ? as %3F and % as %25 inside a user or a password",
            };

    static T Choice<T>(string keyword, string value, string source)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new SegueException(Failure.Usage, $"The connection of {source} has {keyword}={value}, which is unknown.");

    static void Other(NpgsqlConnectionStringBuilder builder, string keyword, string value, string source)
    {
        try
        {
            builder[Same.GetValueOrDefault(keyword, keyword)] = value;
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException)
        {
            var known = Same.Keys.Concat(["sslmode", "target_session_attrs", "channel_binding"]);
            throw new SegueException(Failure.Usage, $"The connection of {source} has the parameter '{keyword}', which cannot be used.")
            {
                Next = Same.ContainsKey(keyword) ? null : Suggestion.For(keyword, known),
            };
        }
    }
}
