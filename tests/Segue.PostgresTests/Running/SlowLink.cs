using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Segue.PostgresTests.Running;

/// <summary>A TCP proxy whose answers come late, and that counts round trips: what the client sends after it has received something.</summary>
sealed class SlowLink : IAsyncDisposable
{
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(15);

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _over = new();
    readonly ConcurrentBag<Link> _links = [];
    readonly NpgsqlConnectionStringBuilder _server;
    readonly Task _accepting;

    public SlowLink(string connectionString)
    {
        _server = new(connectionString);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>For Npgsql, through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Of the connection that had most of them: the working one.</summary>
    public int RoundTrips => _links.Max(link => link.RoundTrips);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        _over.Dispose();
    }

    async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var link = new Link(await _listener.AcceptTcpClientAsync(_over.Token));
                _links.Add(link);
                pumps.Add(link.PumpAsync(_server.Host!, _server.Port, _over.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pumps);
        }
    }

    sealed class Link(TcpClient client)
    {
        int _roundTrips;
        int _answered = 1;

        public int RoundTrips => Volatile.Read(ref _roundTrips);

        public async Task PumpAsync(string host, int port, CancellationToken cancellationToken)
        {
            using var near = client;
            using var far = new Socket(host.StartsWith('/') ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
            await far.ConnectAsync(
                host.StartsWith('/') ? new UnixDomainSocketEndPoint($"{host}/.s.PGSQL.{port}") : new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            near.NoDelay = true;
            await using var server = new NetworkStream(far);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var there = CopyAsync(near.GetStream(), server, () => { if (Interlocked.Exchange(ref _answered, 0) == 1) Interlocked.Increment(ref _roundTrips); return default; }, over.Token);
            var back = CopyAsync(server, near.GetStream(), LateAsync, over.Token);
            await Task.WhenAny(there, back);
            await over.CancelAsync();
            await Task.WhenAll(there, back);

            async ValueTask LateAsync()
            {
                await Task.Delay(Delay, TimeProvider.System, over.Token);
                Volatile.Write(ref _answered, 1);
            }
        }

        static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<ValueTask> before, CancellationToken cancellationToken)
        {
            var buffer = new byte[1 << 16];
            try
            {
                while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var length)
                {
                    await before();
                    await to.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // The other side hung up, or the test is over.
            }
        }
    }
}
