using System.Reflection;
using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>Compiles a file in this process, or takes what was compiled before: the compiler is loaded only where it has to work.</summary>
static class InProcess
{
    public static async Task<Assembly?> AssemblyAsync(RevisionFile file, string folder, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "revision.dll");
        var symbols = Path.Combine(folder, "revision.pdb");
        if (await ReadAsync(program, symbols, cancellationToken).ConfigureAwait(false) is { } remembered && Load(file, remembered) is { } known)
            return known;
        if (RoslynCompilation.Compile(file, problems, cancellationToken) is not { } compiled)
            return null;
        // Without its symbols a program is not remembered: they are written first.
        await WriteAsync(symbols, compiled.Symbols, cancellationToken).ConfigureAwait(false);
        await WriteAsync(program, compiled.Program, cancellationToken).ConfigureAwait(false);
        return Load(file, compiled);
    }

    /// <summary>Null: what was remembered is damaged.</summary>
    static Assembly? Load(RevisionFile file, (byte[] Program, byte[] Symbols) compiled)
    {
        using var program = new MemoryStream(compiled.Program);
        using var symbols = new MemoryStream(compiled.Symbols);
        try
        {
            return new RevisionContext(file.Header.Id, null).LoadFromStream(program, symbols);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    static async Task<(byte[] Program, byte[] Symbols)?> ReadAsync(string program, string symbols, CancellationToken cancellationToken)
    {
        try
        {
            return CompiledFolder.IsPrivate(Path.GetDirectoryName(program)!) && File.Exists(program)
                ? (await File.ReadAllBytesAsync(program, cancellationToken).ConfigureAwait(false), await File.ReadAllBytesAsync(symbols, cancellationToken).ConfigureAwait(false))
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>In one go; where it cannot be written the next run compiles again and nothing else.</summary>
    static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            CompiledFolder.Create(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }
}
