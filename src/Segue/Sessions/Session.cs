using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>One connection. What it is given it sends word for word, many statements in one round trip.</summary>
public sealed class Session : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;

    internal Session(NpgsqlConnection connection, Identifier schema)
    {
        _connection = connection;
        Schema = schema;
        ProcessId = connection.ProcessID;
        connection.Notice += (_, notice) => Noticed?.Invoke(notice.Notice);
    }

    /// <summary>What the server says beside the results: NOTICE, WARNING.</summary>
    public event Action<PostgresNotice>? Noticed;

    /// <summary>The schema of Segue's own tables.</summary>
    public Identifier Schema { get; }

    /// <summary>Of the server: 14, 15 ...</summary>
    public int MajorVersion => _connection.PostgreSqlVersion.Major;

    /// <summary>The server process behind this connection. A pooler announces a number of its own making, until <see cref="Pooler"/> has looked.</summary>
    public int ProcessId { get; internal set; }

    /// <summary>False once the connection is known to be lost.</summary>
    public bool IsOpen => _connection.State == System.Data.ConnectionState.Open;

    /// <summary>Sends statements in one round trip; they share an implicit transaction unless one of them is BEGIN. Rows are discarded.</summary>
    /// <param name="commands">In their order.</param>
    /// <param name="column">Answers whose first column has this name are looked at.</param>
    /// <param name="answered">Told the number in it, in the first row, as it arrives.</param>
    /// <param name="cancellationToken">Cancels the statement that is running on the server.</param>
    /// <exception cref="PostgresException">The first error; <see cref="NpgsqlException.BatchCommand"/> is one of <paramref name="commands"/> then.</exception>
    public async Task SendAsync(IReadOnlyList<NpgsqlBatchCommand> commands, string column, Action<long> answered, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(_connection);
        await using var disposal = batch.ConfigureAwait(false);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal2 = reader.ConfigureAwait(false);
        do
        {
            if (reader.FieldCount > 0 && reader.GetName(0) == column && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                answered(reader.GetInt64(0));
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The same without looking at the answers.</summary>
    public Task SendAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellationToken) =>
        SendAsync(commands, "", static _ => { }, cancellationToken);

    /// <summary>Forgets the statements that were prepared on this connection, after somebody deallocated them.</summary>
    public void ForgetPrepared() => _connection.UnprepareAll();

    /// <summary>Sends commands of our own in one round trip.</summary>
    public Task SendAsync(CancellationToken cancellationToken, params IEnumerable<Command> commands) =>
        SendAsync([.. commands.Select(ToBatchCommand)], cancellationToken);

    /// <summary>Sends one statement word for word and hands out its rows.</summary>
    public async Task<T> ReadAsync<T>(Command command, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(_connection);
        await using var disposal = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(ToBatchCommand(command));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal2 = reader.ConfigureAwait(false);
        return await read(reader, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All rows of a query, one value each.</summary>
    public Task<List<T>> ListAsync<T>(Command command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken) =>
        ReadAsync(command, async (reader, token) =>
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
                rows.Add(row(reader));
            return rows;
        }, cancellationToken);

    /// <summary>The one value of a query that returns one row.</summary>
    public Task<T> ScalarAsync<T>(Command command, CancellationToken cancellationToken) =>
        ReadAsync(command, async (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return reader.GetFieldValue<T>(0);
        }, cancellationToken);

    /// <summary>Sends one statement that returns rows and takes each value as the server prints it, whatever its type.</summary>
    /// <param name="query">One statement, word for word.</param>
    /// <param name="limit">Rows beyond it are not kept.</param>
    /// <param name="cancellationToken">Cancels the statement on the server.</param>
    public async Task<TextRows> ReadTextAsync(string query, int limit, CancellationToken cancellationToken)
    {
        // A batch cannot ask for text; a query holds no semicolon at which a command would be cut.
        var command = new NpgsqlCommand(query, _connection) { AllResultTypesAreUnknown = true };
        await using var disposal = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal2 = reader.ConfigureAwait(false);
        var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
        var rows = new List<IReadOnlyList<string?>>();
        var areCut = false;
        while (!areCut && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            areCut = rows.Count == limit;
            if (!areCut)
                rows.Add([.. columns.Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))]);
        }
        return new([.. columns.Select(reader.GetName)], rows, areCut);
    }

    /// <summary>Rows for <c>COPY ... FROM STDIN</c>, in the text the file holds.</summary>
    public async Task CopyAsync(Statement copy, CancellationToken cancellationToken)
    {
        var writer = await _connection.BeginTextImportAsync(copy.Text, cancellationToken).ConfigureAwait(false);
        await using var disposal = writer.ConfigureAwait(false);
        await writer.WriteAsync(copy.CopyData.AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A file for <c>COPY ... FROM STDIN</c>, byte for byte.</summary>
    /// <param name="copy">The statement; its format and encoding are the file's.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the COPY; no row of it stays.</param>
    public async Task LoadAsync(string copy, string file, CancellationToken cancellationToken)
    {
        var rows = File.OpenRead(file);
        await using var disposal = rows.ConfigureAwait(false);
        var writer = await _connection.BeginTextImportAsync(copy, cancellationToken).ConfigureAwait(false);
        await using var disposal2 = writer.ConfigureAwait(false);
        try
        {
            // Around the writer's encoder: the bytes are the file's own, and the server knows their encoding.
            await rows.CopyToAsync(writer.BaseStream, 1 << 16, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Disposing it alone would end the COPY as if the file were whole.
            await writer.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What <c>COPY ... TO STDOUT</c> sends, byte for byte.</summary>
    public async Task UnloadAsync(string copy, Stream target, CancellationToken cancellationToken)
    {
        using var reader = await _connection.BeginTextExportAsync(copy, cancellationToken).ConfigureAwait(false);
        await reader.BaseStream.CopyToAsync(target, 1 << 16, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same into a file, whole or not at all: first beside it, then in its place.</summary>
    /// <returns>The bytes written.</returns>
    public async Task<long> UnloadAsync(string copy, string file, CancellationToken cancellationToken)
    {
        var unfinished = file + ".unfinished";
        try
        {
            long length;
            var target = File.Create(unfinished);
            await using (target.ConfigureAwait(false))
            {
                await UnloadAsync(copy, target, cancellationToken).ConfigureAwait(false);
                length = target.Length;
            }
            File.Move(unfinished, file, overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>A command as it travels.</summary>
    public static NpgsqlBatchCommand ToBatchCommand(Command command)
    {
        var travelling = new NpgsqlBatchCommand(command.Text.Text);
        foreach (var value in command.Values)
            travelling.Parameters.Add(new NpgsqlParameter { Value = value is DateTimeOffset moment ? moment.ToUniversalTime() : value ?? DBNull.Value });
        return travelling;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
