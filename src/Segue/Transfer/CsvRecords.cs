using System.Buffers;

namespace Segue.Transfer;

/// <summary>The records of a CSV file as PostgreSQL's COPY cuts them, without a look into their fields.</summary>
/// <param name="Count">All of them, the header included.</param>
/// <param name="EndMarker">1-based line of the first record that is only <c>\.</c>; null: there is none.</param>
sealed record CsvRecords(long Count, long? EndMarker)
{
    static readonly SearchValues<byte> Telling = SearchValues.Create("\"\r\n"u8);

    /// <summary>Reads the file once, from its beginning to its end.</summary>
    public static async Task<CsvRecords> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await using var disposal = file.ConfigureAwait(false);
        var buffer = new byte[1 << 17];
        var reader = new Reader();
        for (int length; (length = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            reader.Take(buffer.AsSpan(0, length));
        return reader.End();
    }

    /// <summary>The same, for who cannot wait.</summary>
    public static CsvRecords Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[1 << 17];
        var reader = new Reader();
        for (int length; (length = file.Read(buffer)) > 0;)
            reader.Take(buffer.AsSpan(0, length));
        return reader.End();
    }

    struct Reader()
    {
        long _records;
        long _line = 1;
        long? _marker;
        bool _quoted;
        bool _afterReturn;
        // Of the record so far: how long it is, and whether it is a beginning of "\.".
        long _length;
        bool _isMarker = true;

        public void Take(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                var plain = bytes.IndexOfAny(Telling);
                if (plain != 0)
                {
                    var run = plain < 0 ? bytes : bytes[..plain];
                    Content(run);
                    bytes = bytes[run.Length..];
                    continue;
                }
                Tell(bytes[0]);
                bytes = bytes[1..];
            }
        }

        public CsvRecords End()
        {
            if (_length > 0)
                EndRecord();
            return new(_records, _marker);
        }

        void Tell(byte telling)
        {
            if (telling == '"')
            {
                // A doubled quote leaves the quotes and enters them again.
                _quoted = !_quoted;
                Content([telling]);
                return;
            }
            var secondHalf = telling == '\n' && _afterReturn;
            if (_quoted)
            {
                _length++;
                _isMarker = false;
            }
            else if (!secondHalf)
                EndRecord();
            if (!secondHalf)
                _line++;
            _afterReturn = telling == '\r';
        }

        void Content(ReadOnlySpan<byte> run)
        {
            _afterReturn = false;
            for (var at = 0; _isMarker && at < run.Length; at++)
                _isMarker = _length + at < 2 && run[at] == @"\."u8[(int)(_length + at)];
            _length += run.Length;
        }

        void EndRecord()
        {
            if (_isMarker && _length == 2)
                _marker ??= _line;
            _records++;
            _length = 0;
            _isMarker = true;
        }
    }
}
