namespace Segue.PostgresTests.Embedded;

/// <summary>Waits for what another process does; the test's own cancellation is the limit.</summary>
static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
    }
}
