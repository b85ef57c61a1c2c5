using System.Diagnostics;
using Npgsql;

namespace Segue.PostgresTests.Fixtures;

/// <summary>PostgreSQL's own client, to compare with.</summary>
static class Psql
{
    /// <summary>Carries out a file and stops at the first error; what it says about errors, empty if there was none.</summary>
    public static async Task<string> FileAsync(TestDatabase database, string file, bool oneTransaction)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        string[] words =
        [
            "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=sqlstate", .. oneTransaction ? ["-1"] : Array.Empty<string>(),
            "-o", "/dev/null", "-f", file, $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}",
        ];
        using var psql = Process.Start(new ProcessStartInfo("psql", words) { RedirectStandardError = true, Environment = { ["PGOPTIONS"] = "-c client_min_messages=error" } })!;
        var errors = await psql.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(psql.ExitCode == 0, errors.Length == 0);
        return errors;
    }
}
