namespace Segue.Cli.Connections;

/// <summary>
/// The PG* variables and the service file (PostgreSQL manual, 34.15 and 34.17). Npgsql reads PGUSER, PGPASSWORD, PGPASSFILE, PGSSLCERT, PGSSLKEY,
/// PGSSLROOTCERT and PGOPTIONS by itself, but not where the server is.
/// </summary>
static class LibpqVariables
{
    static readonly (string Variable, string Keyword)[] Keywords =
    [
        ("PGHOST", "host"),
        ("PGHOSTADDR", "hostaddr"),
        ("PGPORT", "port"),
        ("PGDATABASE", "dbname"),
        ("PGUSER", "user"),
        ("PGPASSWORD", "password"),
        ("PGPASSFILE", "passfile"),
        ("PGSSLMODE", "sslmode"),
        ("PGSSLCERT", "sslcert"),
        ("PGSSLKEY", "sslkey"),
        ("PGSSLROOTCERT", "sslrootcert"),
        ("PGCHANNELBINDING", "channel_binding"),
        ("PGCONNECT_TIMEOUT", "connect_timeout"),
        ("PGOPTIONS", "options"),
        ("PGAPPNAME", "application_name"),
        ("PGTARGETSESSIONATTRS", "target_session_attrs"),
    ];

    /// <summary>Npgsql's string; null where no variable says which server or database.</summary>
    public static string? Read(Surroundings around)
    {
        var service = around.Variable("PGSERVICE");
        if (service is null && around.Variable("PGHOST") is null && around.Variable("PGHOSTADDR") is null && around.Variable("PGDATABASE") is null)
            return null;
        var keywords = service is null ? [] : Service(service, around);
        foreach (var (variable, keyword) in Keywords)
        {
            // The service file is stronger than the variables.
            if (around.Variable(variable) is { } value && !keywords.ContainsKey(keyword))
                keywords[keyword] = value;
        }

        return LibpqKeywords.Translate(keywords, service is null ? "the PG* variables" : $"the service '{service}'");
    }

    static Dictionary<string, string> Service(string name, Surroundings around)
    {
        var own = around.Variable("PGSERVICEFILE") ?? Path.Combine(around.Home, ".pg_service.conf");
        string?[] files = [own, around.Variable("PGSYSCONFDIR") is { } folder ? Path.Combine(folder, "pg_service.conf") : null];
        foreach (var file in files.OfType<string>().Where(File.Exists))
        {
            var section = File.ReadLines(file)
                .Select(line => line.Trim())
                .SkipWhile(line => line != $"[{name}]")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('['))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
                .Where(pair => pair.Length == 2)
                .ToDictionary(pair => pair[0], pair => pair[1]);
            if (section.Count > 0)
                return section;
        }

        throw new SegueException(Failure.Usage, $"PGSERVICE names the service '{name}', which is not in {own}.");
    }
}
