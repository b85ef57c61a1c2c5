using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Segue.Compare;

/// <summary>
/// A TCP relay on this machine that holds every byte back for a while, each way, without limiting how much is under way; and that counts
/// how often a client sends after it was answered: its round trips.
/// </summary>
sealed class Link : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly int _server;
    readonly TimeSpan _delay;
    readonly ConcurrentBag<Conversation> _conversations = [];

    public Link(int server, TimeSpan delay)
    {
        (_server, _delay) = (server, delay);
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Of the busiest connection since the link was made.</summary>
    public int RoundTrips => _conversations.Select(one => one.RoundTrips).DefaultIfEmpty().Max();

    public void Dispose() => _listener.Stop();

    void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                var server = new TcpClient("127.0.0.1", _server);
                client.NoDelay = server.NoDelay = true;
                var conversation = new Conversation();
                _conversations.Add(conversation);
                Relay(client.Client, server.Client, conversation.Asked);
                Relay(server.Client, client.Client, conversation.Answered);
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    void Relay(Socket from, Socket to, Action seen)
    {
        var underWay = new BlockingCollection<(long Due, byte[] Bytes)>();
        var delay = (long)(_delay.TotalSeconds * Stopwatch.Frequency);
        new Thread(() =>
        {
            var buffer = new byte[256 * 1024];
            for (var count = Receive(from, buffer); count > 0; count = Receive(from, buffer))
            {
                seen();
                underWay.Add((Stopwatch.GetTimestamp() + delay, buffer[..count]));
            }
            underWay.CompleteAdding();
        })
        { IsBackground = true }.Start();
        new Thread(() =>
        {
            foreach (var (due, bytes) in underWay.GetConsumingEnumerable())
            {
                WaitUntil(due);
                Send(to, bytes);
            }
            Shut(to);
        })
        { IsBackground = true }.Start();
    }

    // A sleep is a whole number of milliseconds, and the rest would be a tenth of what is measured.
    static void WaitUntil(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.FromMilliseconds(1))
            Thread.Sleep((int)left.TotalMilliseconds);
        while (Stopwatch.GetTimestamp() < due)
            Thread.Yield();
    }

    static int Receive(Socket socket, byte[] buffer)
    {
        try
        {
            return socket.Receive(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    static void Send(Socket socket, byte[] bytes)
    {
        try
        {
            socket.Send(bytes);
        }
        catch (SocketException)
        {
            // The other side has gone; its own relay ends by itself.
        }
    }

    static void Shut(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Gone already.
        }
    }

    sealed class Conversation
    {
        bool _answered = true;
        int _roundTrips;

        public int RoundTrips => Volatile.Read(ref _roundTrips);

        public void Asked()
        {
            if (!_answered)
                return;
            _answered = false;
            Interlocked.Increment(ref _roundTrips);
        }

        public void Answered() => _answered = true;
    }
}
