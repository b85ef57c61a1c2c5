namespace Segue.Cli.Connections;

/// <summary>
/// <c>postgres://user:password@host:port,host:port/database?sslmode=require</c> (PostgreSQL manual, 34.1.1.2), taken apart by hand: System.Uri knows
/// neither several hosts nor a socket folder as host.
/// </summary>
static class PostgresUrl
{
    /// <summary>Its parts under libpq's keywords.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="source">Where it was written, for the message.</param>
    public static List<KeyValuePair<string, string>> Keywords(string url, string source)
    {
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var keywords = new List<KeyValuePair<string, string>>();

        // A password may hold a question mark that nobody encoded, so the query begins after the authority.
        var at = Authority(rest).LastIndexOf('@');
        if (at >= 0)
        {
            var user = rest[..at];
            var colon = user.IndexOf(':');
            Add("user", colon < 0 ? user : user[..colon]);
            if (colon >= 0)
                Add("password", user[(colon + 1)..]);
            rest = rest[(at + 1)..];
        }

        var query = rest.IndexOf('?');
        var parameters = query < 0 ? [] : rest[(query + 1)..];
        rest = query < 0 ? rest : rest[..query];
        var slash = rest.IndexOf('/');
        Hosts(slash < 0 ? rest : rest[..slash]);
        if (slash >= 0)
            Add("dbname", rest[(slash + 1)..]);
        foreach (var range in parameters.Split('&'))
        {
            var parameter = parameters[range];
            if (parameter.IsEmpty)
                continue;
            var equals = parameter.IndexOf('=');
            if (equals < 1)
                throw Broken($"the parameter '{Uri.UnescapeDataString(parameter)}' has no value");
            Add(Uri.UnescapeDataString(parameter[..equals]), parameter[(equals + 1)..]);
        }

        return keywords;

        void Hosts(ReadOnlySpan<char> authority)
        {
            List<string> hosts = [], ports = [];
            foreach (var range in authority.Split(','))
            {
                var host = authority[range];
                var colon = host.StartsWith('[') ? host.IndexOf("]:") : host.LastIndexOf(':');
                colon += host.StartsWith('[') && colon >= 0 ? 1 : 0;
                ports.Add(colon < 0 ? "" : host[(colon + 1)..].ToString());
                hosts.Add(Uri.UnescapeDataString(colon < 0 ? host : host[..colon]).Trim('[', ']'));
            }

            Add("host", string.Join(',', hosts));
            if (ports.Exists(port => port.Length > 0))
                Add("port", string.Join(',', ports));
        }

        void Add(string keyword, ReadOnlySpan<char> value)
        {
            if (value.IsEmpty)
                return;
            keywords.RemoveAll(pair => pair.Key == keyword);
            keywords.Add(new(keyword, Uri.UnescapeDataString(value)));
        }

        SegueException Broken(string why) => new(Failure.Usage, $"The URL of {source} cannot be understood: {why}.");
    }

    // Up to the last @ before the path; without an @ nothing of the rest is a user.
    static ReadOnlySpan<char> Authority(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }
}
