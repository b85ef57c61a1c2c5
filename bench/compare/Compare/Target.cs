using Npgsql;

namespace Segue.Compare;

/// <summary>A database as the tools are told of it: over TCP, by password, without TLS, all of them the same way.</summary>
sealed record Target(int Port, string Password, string Database)
{
    public string Url => $"postgresql://postgres:{Password}@127.0.0.1:{Port}/{Database}?sslmode=disable";

    public string Npgsql => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Password = Password,
        Database = Database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
