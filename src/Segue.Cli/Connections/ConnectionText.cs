using Npgsql;

namespace Segue.Cli.Connections;

/// <summary>A connection as people write it: an Npgsql string, a URL, or libpq's <c>host=... dbname=...</c>.</summary>
static class ConnectionText
{
    /// <summary>As Npgsql takes it.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="source">Where, for the message.</param>
    public static string Read(string text, string source)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new SegueException(Failure.Usage, $"The connection of {source} is empty.");
        var keywords = IsUrl(text) ? PostgresUrl.Keywords(text, source) : LibpqText.Keywords(text);
        try
        {
            if (keywords is null)
                return new NpgsqlConnectionStringBuilder(text).ConnectionString;
            return LibpqKeywords.Translate(keywords, source);
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException)
        {
            // Npgsql's own message may repeat a piece of a password that was not quoted.
            throw new SegueException(Failure.Usage, $"The connection of {source} is no Npgsql connection string, no postgres:// URL and no host=... dbname=...")
            {
                Next = "\"Host=localhost;Database=music;Username=me\" or postgres://me@localhost/music; a value with ; or = in it needs quotes",
            };
        }
    }

    /// <summary>Whether it may be meant for PostgreSQL at all.</summary>
    public static bool MayBePostgres(string text)
    {
        if (IsUrl(text) || LibpqText.Keywords(text) is { Count: > 0 })
            return true;
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException)
        {
            return false;
        }
    }

    static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
}
