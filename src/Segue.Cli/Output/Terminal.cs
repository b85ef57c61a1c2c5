using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
#pragma warning disable RS0030 // This file is the one place that speaks to the console; everything else is given a Terminal.

namespace Segue.Cli.Output;

/// <summary>Where the program speaks: data on standard output, messages, tables of progress and questions on standard error.</summary>
sealed class Terminal : IDisposable
{
    static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Func<string?> _readLine;

    public Terminal(TextWriter output, TextWriter error, Func<string?> readLine)
    {
        Out = output;
        Error = error;
        _readLine = readLine;
    }

    /// <summary>Data, and nothing else.</summary>
    public TextWriter Out { get; }

    /// <summary>Messages. The log and the server's notices come from other threads.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person reads standard output.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether a person reads standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a person can answer.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether colours may be used: a terminal, and NO_COLOR (no-color.org) is not set.</summary>
    public bool Colours { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Whether <c>--quiet</c> was given.</summary>
    public bool Quiet { get; set; }

    /// <summary>Whether <c>--verbose</c> was given.</summary>
    public bool Verbose { get; set; }

    /// <summary>The console of this process.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static Terminal OfThisProcess(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows() && !(Console.IsOutputRedirected && Console.IsErrorRedirected))
            Console.OutputEncoding = Encoding.UTF8;
        var dumb = variable("NO_COLOR") is not null || variable("TERM") == "dumb";
        var terminal = !Console.IsOutputRedirected;
        var errorTerminal = !Console.IsErrorRedirected;
        return new(Writer(Console.OpenStandardOutput()), TextWriter.Synchronized(Writer(Console.OpenStandardError())), Console.ReadLine)
        {
            OutIsTerminal = terminal,
            ErrorIsTerminal = errorTerminal,
            InputIsTerminal = !Console.IsInputRedirected && errorTerminal,
            Colours = !dumb,
            Width = terminal || errorTerminal ? WindowWidth() : 120,
        };
    }

    /// <summary>Writes bytes to standard output without setting up anything.</summary>
    public static void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    /// <summary>The same terminal with data among the messages.</summary>
    public Terminal WithDataOnError() => new(Error, Error, _readLine)
    {
        OutIsTerminal = ErrorIsTerminal,
        ErrorIsTerminal = ErrorIsTerminal,
        InputIsTerminal = InputIsTerminal,
        Colours = Colours,
        Width = Width,
        Quiet = Quiet,
        Verbose = Verbose,
    };

    /// <summary>A line of data.</summary>
    public void Line(string text = "") => Out.WriteLine(text);

    /// <summary>A document on standard output.</summary>
    public void Json<T>(T document, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
            JsonSerializer.Serialize(writer, document, type);
        Line(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>A table on standard output: drawn for a terminal, plain aligned columns, never cut, for a pipe.</summary>
    public void Show(Table table)
    {
        if (OutIsTerminal)
            Drawing.Draw(table, Out, Colours, Width);
        else
            table.WritePlain(Out);
    }

    /// <summary>A message on standard error.</summary>
    public void Message(MessageKind kind, string text)
    {
        if (kind is MessageKind.News && Quiet || kind is MessageKind.Detail && !Verbose || kind is MessageKind.Warning && Quiet)
            return;
        // Both streams may be the same screen.
        Out.Flush();
        Error.WriteLine(kind switch
        {
            MessageKind.Error => Paint("error:", "\e[1;31m") + " " + text,
            MessageKind.Warning => Paint("warning:", "\e[1;33m") + " " + text,
            MessageKind.Detail => Paint(text, "\e[2m"),
            _ => text,
        });
        Error.Flush();
    }

    /// <summary>Asks a question that is answered with yes or no. Only where <see cref="InputIsTerminal"/>.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Error.WriteAsync(question + " [y/N] ");
        await Error.FlushAsync(cancellationToken);
        // Reading cannot be cancelled; a Ctrl-C leaves its thread behind, which holds nobody up.
        var answer = await Task.Run(_readLine, CancellationToken.None).WaitAsync(cancellationToken);
        return answer?.Trim() is { Length: > 0 } word && word[0] is 'y' or 'Y';
    }

    /// <summary>Runs work that reports its steps: bars on a terminal, one plain line per step elsewhere and beside a log, nothing with <c>--quiet</c>.</summary>
    public Task<T> WithProgressAsync<T>(Func<Progress, Task<T>> work)
    {
        Out.Flush();
        return ErrorIsTerminal && Colours && !Quiet && !Verbose ? Drawing.WithBarsAsync(Error, Width, work) : work(new LineProgress(this));
    }

    public void Dispose()
    {
        Out.Flush();
        Error.Flush();
    }

    /// <summary>The text in bold, where colours may be used.</summary>
    public string Strong(string text) => Paint(text, "\e[1m");

    string Paint(string text, string colour) => Colours && ErrorIsTerminal ? colour + text + "\e[0m" : text;

    static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 120;
        }
        catch (IOException)
        {
            return 120;
        }
    }
}
