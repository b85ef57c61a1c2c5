using System.Globalization;
using Npgsql;
using Segue.Sql;

namespace Segue.Embedded;

/// <summary>
/// A throw-away PostgreSQL: a copy of a template cluster with a server of its own. It ends with <see cref="DisposeAsync"/>, or with
/// the process that started it, however that ends; its data are deleted then.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    const int SocketPort = 5432;
    const int Attempts = 5;

    readonly ServerProcess _process;
    readonly string _run;
    readonly string? _password;
    readonly TimeProvider _timeProvider;
    readonly NpgsqlDataSource _administration;
    int _disposed;

    PostgresServer(ServerProcess process, PostgresBinaries binaries, string run, int port, string? password, TimeProvider timeProvider)
    {
        (_process, Binaries, _run, Port, _password, _timeProvider) = (process, binaries, run, port, password, timeProvider);
        _administration = NpgsqlDataSource.Create(ConnectionString());
    }

    /// <summary>What runs.</summary>
    public PostgresBinaries Binaries { get; }

    /// <summary>The number of the server's process.</summary>
    public int Pid => _process.Pid;

    /// <summary>The port on 127.0.0.1, and part of the socket's name.</summary>
    public int Port { get; }

    /// <summary>The server's log, a file in its folder.</summary>
    public string Log => Path.Combine(_run, "log");

    /// <summary>The data folder; gone after <see cref="DisposeAsync"/>.</summary>
    public string DataFolder => Path.Combine(_run, "data");

    /// <summary>Starts one. 80 ms on a quiet machine; the first time for a version initdb makes the template (another 350 ms).</summary>
    /// <param name="settings">What it is made of; null: the defaults.</param>
    /// <param name="timeProvider">The clock of the waits.</param>
    /// <param name="cancellationToken">Gives up, and leaves nothing behind.</param>
    /// <exception cref="SegueException">
    /// <see cref="Failure.Error"/>: no PostgreSQL found, or it does not start; the end of its log is in the message.
    /// </exception>
    public static async Task<PostgresServer> StartAsync(
        ServerSettings? settings, TimeProvider timeProvider, CancellationToken cancellationToken = default)
    {
        settings ??= new();
        var binaries = await settings.Binaries.FindAsync(cancellationToken).ConfigureAwait(false);
        var template = await ClusterTemplate.EnsureAsync(binaries, settings.Cache, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var run = RunFolder.Choose();
            var port = settings.Tcp ? FreePort.Find() : SocketPort;
            string[] command = [binaries.Postgres, "-D", Path.Combine(run, "data"), .. Arguments(settings, run, port)];
            var process = await ServerProcess.StartAsync(run, template.Folder, command, binaries, timeProvider, cancellationToken)
                .ConfigureAwait(false);
            var server = new PostgresServer(process, binaries, run, port, settings.Tcp ? template.Password : null, timeProvider);
            try
            {
                await server.BecomeReadyAsync(settings.StartLimit, cancellationToken).ConfigureAwait(false);
                return server;
            }
            catch (SegueException) when (settings.Tcp && attempt < Attempts && !FreePort.Is(port))
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>An Npgsql connection string for a database of this server, as its superuser.</summary>
    public string ConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = OperatingSystem.IsWindows() ? "127.0.0.1" : _run,
        Port = Port,
        Username = "postgres",
        Password = OperatingSystem.IsWindows() ? _password : null,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>A URL as libpq and its friends understand it, over TCP.</summary>
    /// <exception cref="InvalidOperationException">The server was started without <see cref="ServerSettings.Tcp"/>.</exception>
    public Uri Url(string database = "postgres") => _password is null
        ? throw new InvalidOperationException("The server was started without Tcp.")
        : new($"postgresql://postgres:{_password}@127.0.0.1:{Port}/{Uri.EscapeDataString(database)}");

    /// <summary>
    /// Creates a database, cloned from a template that nobody is connected to. Files are copied rather than logged: 5 times as fast
    /// without fsync.
    /// </summary>
    /// <param name="name">The new one.</param>
    /// <param name="template">The one to clone; null: <c>template1</c>.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="PostgresException">The name is taken (42P04), or somebody is connected to the template (55006).</exception>
    public async Task CreateDatabaseAsync(string name, string? template = null, CancellationToken cancellationToken = default)
    {
        // 14 has no STRATEGY: it always copies files.
        var strategy = SqlText.FromFile(Binaries.Major >= 15 ? " STRATEGY file_copy" : "");
        var sql = SqlText.Of($"CREATE DATABASE {new Identifier(name)} TEMPLATE {new Identifier(template ?? "template1")}{strategy}");
        await AdministerAsync(sql, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops a database, with the connections to it; none of that name is no error.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        AdministerAsync(SqlText.Of($"DROP DATABASE IF EXISTS {new Identifier(name)} WITH (FORCE)"), cancellationToken);

    /// <summary>Ends the server and deletes its data. Safe to call twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _administration.DisposeAsync().ConfigureAwait(false);
        await _process.StopAsync(_timeProvider).ConfigureAwait(false);
        _process.Dispose();
        FileTree.Delete(_run);
    }

    static IReadOnlyList<string> Arguments(ServerSettings settings, string run, int port) => ServerSettings.Arguments(settings.Parameters
        .SetItem("listen_addresses", settings.Tcp ? "127.0.0.1" : "")
        .SetItem("unix_socket_directories", OperatingSystem.IsWindows() ? "" : run)
        .SetItem("port", port.ToString(CultureInfo.InvariantCulture)));

    async Task AdministerAsync(SqlText sql, CancellationToken cancellationToken)
    {
        var command = _administration.CreateCommand(sql.Text);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task BecomeReadyAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = _timeProvider.GetTimestamp();
        while (PostmasterFile.Read(DataFolder) is not { Ready: true } file || file.Pid != Pid)
        {
            var late = _timeProvider.GetElapsedTime(started) > limit;
            if (_process.HasExited || late)
            {
                var how = late ? $"was not ready after {limit}" : "ended while starting";
                throw new SegueException(Failure.Error, $"PostgreSQL {Binaries.Version} {how}: {LogEnd.Of(Log)}")
                {
                    State = "no server is running.",
                };
            }
            await Task.Delay(TimeSpan.FromMilliseconds(2), _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
