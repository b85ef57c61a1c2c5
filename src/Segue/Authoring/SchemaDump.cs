using System.ComponentModel;
using System.Diagnostics;
using Npgsql;
using Segue.Sessions;

namespace Segue.Authoring;

/// <summary>The schema of a database as PostgreSQL's own <c>pg_dump</c> writes it, fit to be the statements of a revision.</summary>
static class SchemaDump
{
    const string Program = "pg_dump";

    // Of what pg_dump sets for itself, only this changes what the statements mean; the time limits are the run's.
    static readonly string[] Kept = ["SELECT pg_catalog.set_config('search_path'", "SET check_function_bodies", "SET xmloption"];

    /// <summary>Takes ACCESS SHARE on every table for a moment. Without owners, subscriptions, and Segue's own tables.</summary>
    /// <exception cref="SegueException">There is no <c>pg_dump</c>, or it failed.</exception>
    public static async Task<string> ReadAsync(Database database, CancellationToken cancellationToken)
    {
        var pattern = "\"" + database.Schema.Name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var start = new ProcessStartInfo(Program, ["--schema-only", "--no-owner", "--no-subscriptions", "--encoding=UTF8", "--exclude-schema=" + pattern])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            CreateNoWindow = true,
        };
        // By its environment: arguments are seen by everybody on the machine.
        foreach (var (name, value) in Variables(new(database.ConnectionString)))
            start.Environment[name] = value;
        try
        {
            using var dump = Process.Start(start)!;
            try
            {
                var text = dump.StandardOutput.ReadToEndAsync(cancellationToken);
                var errors = dump.StandardError.ReadToEndAsync(cancellationToken);
                await dump.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return dump.ExitCode == 0
                    ? Statements(await text.ConfigureAwait(false))
                    : throw Failed($"{Program} failed: {(await errors.ConfigureAwait(false)).Trim()}", null);
            }
            catch (OperationCanceledException)
            {
                dump.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception error)
        {
            throw Failed($"{Program}, which would write down the schema, cannot be started: {error.Message}", error);
        }
    }

    /// <summary>Without what concerns only the program that reads the dump.</summary>
    public static string Statements(string dump)
    {
        var lines = dump.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => !IsAround(line) && !line.StartsWith("SET ", StringComparison.Ordinal) && !line.StartsWith(Kept[0], StringComparison.Ordinal));
        if (first < 0)
            return "";
        var last = Array.FindLastIndex(lines, line => !IsAround(line));
        return string.Join('\n', [.. lines.Take(first).Where(line => Kept.Any(kept => line.StartsWith(kept, StringComparison.Ordinal))), "", .. lines[first..(last + 1)], ""]);
    }

    static bool IsAround(string line) =>
        string.IsNullOrWhiteSpace(line) || line.StartsWith('\\') || (line.StartsWith("--", StringComparison.Ordinal) && !line.EndsWith(';'));

    static IEnumerable<(string Name, string Value)> Variables(NpgsqlConnectionStringBuilder settings)
    {
        yield return ("PGHOST", settings.Host ?? "");
        yield return ("PGPORT", settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (settings.Database is { Length: > 0 } database)
            yield return ("PGDATABASE", database);
        if (settings.Username is { Length: > 0 } user)
            yield return ("PGUSER", user);
        if (settings.Password is { Length: > 0 } password)
            yield return ("PGPASSWORD", password);
        if (settings.Passfile is { Length: > 0 } file)
            yield return ("PGPASSFILE", file);
        if (settings.Options is { Length: > 0 } options)
            yield return ("PGOPTIONS", options);
        if (settings.RootCertificate is { Length: > 0 } root)
            yield return ("PGSSLROOTCERT", root);
        if (settings.SslCertificate is { Length: > 0 } certificate)
            yield return ("PGSSLCERT", certificate);
        if (settings.SslKey is { Length: > 0 } key)
            yield return ("PGSSLKEY", key);
        yield return ("PGSSLMODE", settings.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
    }

    static SegueException Failed(string what, Exception? error) => new(Failure.Error, what, error)
    {
        State = "nothing was done",
        Next = $"put PostgreSQL's {Program}, of the server's version or a newer one, on PATH; or write the first revision yourself, then segue baseline REVISION",
    };
}
