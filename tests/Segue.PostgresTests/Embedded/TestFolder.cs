namespace Segue.PostgresTests.Embedded;

/// <summary>A folder for one test, open to the user that root steps down to.</summary>
sealed class TestFolder : IDisposable
{
    // Clusters are made and thrown away here: in memory where there is room, because a busy disk makes initdb take seconds.
    static readonly string Parent = Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 2L << 30
        ? "/dev/shm"
        : System.IO.Path.GetTempPath();

    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(Parent, "segue-test-" + Guid.NewGuid().ToString("N")[..12]);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
