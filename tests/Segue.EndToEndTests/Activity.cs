using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>What the server is busy with on behalf of the program.</summary>
static class Activity
{
    /// <summary>Waits until a statement is under way; <c>%</c> stands for anything.</summary>
    public static Task BeginsAsync(TestDatabase database, string query) => Eventually.TrueAsync(database, $"SELECT count(*) > 0 {Of(query)}");

    /// <summary>Whether it is under way.</summary>
    public static Task<bool> GoesOnAsync(TestDatabase database, string query) => database.ScalarAsync<bool>($"SELECT count(*) > 0 {Of(query)}");

    /// <summary>Advisory locks that are held in this database.</summary>
    public static Task<long> AdvisoryLocksAsync(TestDatabase database) => database.ScalarAsync<long>(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    static string Of(string query) =>
        $"FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '{query}' AND state = 'active' AND pid <> pg_backend_pid()";
}
