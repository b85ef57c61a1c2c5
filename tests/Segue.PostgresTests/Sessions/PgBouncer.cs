using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Sessions;

/// <summary>A pooler before the test server, on a loopback port of its own. It ends with the test.</summary>
sealed class PgBouncer : IAsyncDisposable
{
    const string Program = "/usr/sbin/pgbouncer";

    readonly string _folder;
    readonly Process _process;

    PgBouncer(string folder, Process process, string connectionString) =>
        (_folder, _process, ConnectionString) = (folder, process, connectionString);

    /// <summary>For Npgsql, through the pooler.</summary>
    public string ConnectionString { get; }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="database">Behind it.</param>
    /// <param name="poolMode"><c>session</c> or <c>transaction</c>.</param>
    /// <param name="settings">More lines for its ini.</param>
    public static async Task<PgBouncer> StartAsync(TestDatabase database, string poolMode, string settings = "")
    {
        Assert.True(File.Exists(Program), $"This test needs PgBouncer in {Program}: apt-get install --no-install-recommends pgbouncer");
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var folder = Directory.CreateTempSubdirectory("segue-bouncer-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        var port = FreePort();
        var ini = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(ini, $"""
            [databases]
            {database.Name} = host={server.Host} port={server.Port} user={server.Username}{(server.Password is { } password ? $" password={password}" : "")}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port.ToString(CultureInfo.InvariantCulture)}
            unix_socket_dir =
            auth_type = any
            pool_mode = {poolMode}
            {settings}
            """, Token);
        string[] asWhom = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var process = Process.Start(new ProcessStartInfo(Program, [.. asWhom, ini]) { RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = port };
        var bouncer = new PgBouncer(folder, process, connection.ConnectionString);
        await bouncer.ComeUpAsync(port);
        process.BeginErrorReadLine();
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task ComeUpAsync(int port)
    {
        while (true)
        {
            if (_process.HasExited)
                Assert.Fail("PgBouncer does not start: " + await _process.StandardError.ReadToEndAsync(Token));
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
            }
        }
    }

    static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
