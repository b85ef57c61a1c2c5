using System.Net;
using System.Net.Sockets;

namespace Segue.Embedded;

/// <summary>Ports of the loopback address.</summary>
static class FreePort
{
    /// <summary>
    /// A port that nobody has now. Somebody may take it before the server does; then the start is tried again with another.
    /// </summary>
    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Whether the port can be had.</summary>
    public static bool Is(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
