using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Waits for what another process does; a machine under load is no failure, the limit only ends what never comes.</summary>
static class Eventually
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    /// <param name="database">Is asked.</param>
    /// <param name="question">A query whose one value is a boolean.</param>
    public static Task TrueAsync(TestDatabase database, string question) => TrueAsync(() => database.ScalarAsync<bool>(question), question);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, "This never came true: " + what);
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
