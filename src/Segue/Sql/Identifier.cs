using System.Buffers;
using System.Text;

namespace Segue.Sql;

/// <summary>A name as the catalog spells it: not empty, no NUL, at most 63 bytes of UTF-8 (PostgreSQL manual, 4.1.1).</summary>
public readonly record struct Identifier
{
    const int MaximumBytes = 63;

    static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Takes the name unquoted, exactly as the catalog spells it.</summary>
    /// <exception cref="ArgumentException">Empty, longer than 63 bytes, or with a NUL character.</exception>
    public Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0') || Encoding.UTF8.GetByteCount(name) > MaximumBytes)
            throw new ArgumentException($"'{name}' is no PostgreSQL identifier: it must have 1 to {MaximumBytes} bytes and no NUL character.", nameof(name));
        Name = name;
    }

    /// <summary>Unquoted, as in <c>pg_class.relname</c>.</summary>
    public string Name { get; }

    /// <summary>As it must stand in SQL. Quoted unless plain lower case and no keyword of any kind.</summary>
    public override string ToString() =>
        Name.AsSpan().ContainsAnyExcept(Plain) || char.IsAsciiDigit(Name[0]) || Keywords.Contains(Name)
            ? '"' + Name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'
            : Name;
}
