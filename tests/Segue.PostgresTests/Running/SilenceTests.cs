using Microsoft.Extensions.Logging;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Running;

public sealed class SilenceTests(PostgresFixture postgres)
{
    const string Secret = "ada@example.org";

    [Theory]
    [InlineData("ALTER TABLE a ALTER email TYPE int USING email::int;", "22P02 (data) in 002_b/up/1")]
    [InlineData("INSERT INTO a SELECT * FROM a; CREATE UNIQUE INDEX ON a (email);", "23505 (value not unique) in 002_b/up/2")]
    [InlineData("DO $$ BEGIN RAISE 'nobody knows %', (SELECT email FROM a); END $$;", "P0001 (raised by a function) in 002_b/up/1")]
    [InlineData("-- segue: no-transaction\nDO $$ BEGIN RAISE 'nobody knows %', (SELECT email FROM a); END $$;", "P0001 (raised by a function) in 002_b/up/1")]
    public async Task A_value_of_a_row_reaches_neither_journal_nor_log_whatever_the_server_says(string statements, string expected)
    {
        await using var test = await postgres.NewDatabaseAsync();
        var log = new Listener();
        await using var project = new TestProject(test)
            .Revision("001_a", null, $"CREATE TABLE a (email text);\nINSERT INTO a VALUES ('{Secret}');").Revision("002_b", "001_a", statements);
        project.Options = new() { Logger = log };

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains(Secret, error.Message, StringComparison.Ordinal);
        Assert.Equal([expected], await test.ColumnAsync<string>("SELECT error FROM segue.run WHERE outcome = 'failed'"));
        Assert.DoesNotContain(Secret, await test.ScalarAsync<string>(
            "SELECT concat((SELECT string_agg(r::text, '') FROM segue.run r), (SELECT string_agg(s::text, '') FROM segue.step s))"), StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    sealed class Listener : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);
    }
}
