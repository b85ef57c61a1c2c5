using System.Runtime.InteropServices;
using System.Text;
using Segue.Grammar.Postgres;

namespace Segue.Grammar;

/// <summary>
/// One instance of the translated module: its memory and its answers to what it asks of its host. For one thread at a time. After anything
/// was thrown out of it, it is in an unknown state and must not be used again.
/// </summary>
sealed unsafe class Machine : LibPgQuery, IDisposable
{
    const int PageSize = 65536;

    /// <summary>The widest access is 8 bytes, and may begin at the last address.</summary>
    const int Spare = 8;

    /// <summary>A power of two above the heap's start, which lies at about 33 MiB. Only pages that are touched take room.</summary>
    const int InitialSize = 64 << 20;

    const int NoSeek = 70;

    readonly int _initialSize;
    int _size;

    public Machine()
    {
        Memory = (byte*)NativeMemory.AllocZeroed(InitialSize + Spare);
        Resize(InitialSize);
        _initialSize = _size;
        using var data = typeof(Machine).Assembly.GetManifestResourceStream("libpg-query.data")!;
        data.ReadExactly(Span(DataAddress, (int)data.Length));
        CallConstructors();
    }

    ~Machine() => NativeMemory.Free(Memory);

    /// <summary>Size of the memory in pages of 64 KiB.</summary>
    public int PageCount => _size / PageSize;

    /// <summary>Whether the memory grew since the start. It never shrinks.</summary>
    public bool Grown => _size > _initialSize;

    public void Dispose()
    {
        NativeMemory.Free(Memory);
        Memory = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Valid until the next call into the module, which may move the memory.</summary>
    public Span<byte> Span(int address, int length) => new(Inside(address, length), length);

    public int ReadInt32(int address) => MemoryMarshal.Read<int>(Span(address, sizeof(int)));

    /// <summary>The bytes up to the terminating zero; nothing for a null pointer.</summary>
    public ReadOnlySpan<byte> CString(int address)
    {
        if (address == 0)
            return [];
        var rest = Span(address, _size - address);
        return rest[..rest.IndexOf((byte)0)];
    }

    public string Text(int address) => Encoding.UTF8.GetString(CString(address));

    protected override Exception Trap(string reason) => new MachineTrapException(reason);

    protected override int CountPages() => PageCount;

    protected override int Grow(int pages)
    {
        const int Refused = -1;
        var before = PageCount;
        var wanted = (long)before + (uint)pages;
        if (wanted > MaximumPages)
            return Refused;
        long size = _size;
        while (size < wanted * PageSize)
            size *= 2;
        if (size > _size)
        {
            var larger = (byte*)NativeMemory.AllocZeroed((nuint)size + Spare);
            NativeMemory.Copy(Memory, larger, (nuint)_size);
            NativeMemory.Free(Memory);
            Memory = larger;
            Resize((int)size);
        }
        return before;
    }

    protected override void Copy(int to, int from, int count) => Span(from, count).CopyTo(Span(to, count));

    protected override void Fill(int at, int value, int count) => NativeMemory.Fill(Inside(at, count), (nuint)count, (byte)value);

    protected override int EmscriptenResizeHeap(int size)
    {
        var missing = (uint)size - (long)_size;
        return missing <= 0 || Grow((int)((missing + PageSize - 1) / PageSize)) >= 0 ? 1 : 0;
    }

    protected override void AssertFail(int condition, int file, int line, int function) =>
        throw new MachineTrapException("assertion failed: " + Text(condition));

    protected override void AbortJs() => throw new MachineTrapException("abort");

    protected override void Exit(int code) => throw new MachineTrapException($"exit {code}");

    protected override void ProcExit(int code) => throw new MachineTrapException($"exit {code}");

    protected override void EmscriptenRuntimeKeepaliveClear()
    {
    }

    protected override int SetitimerJs(int which, double milliseconds) => 0;

    protected override int FdClose(int file) => 0;

    protected override int FdRead(int file, int vectors, int count, int read)
    {
        MemoryMarshal.Write(Span(read, sizeof(int)), 0);
        return 0;
    }

    protected override int FdSeek(int file, long offset, int whence, int result) => NoSeek;

    /// <summary>What C prints is of no use here: errors come back as values.</summary>
    protected override int FdWrite(int file, int vectors, int count, int written)
    {
        const int VectorSize = 8;
        var total = 0;
        for (var i = 0; i < count; i++)
            total += ReadInt32(vectors + i * VectorSize + sizeof(int));
        MemoryMarshal.Write(Span(written, sizeof(int)), total);
        return 0;
    }

    byte* Inside(int address, int length)
    {
        if ((uint)address > (uint)_size || (uint)length > (uint)(_size - address))
            throw new MachineTrapException("an address outside of the memory");
        return Memory + (uint)address;
    }

    void Resize(int size)
    {
        _size = size;
        Mask = size - 1;
    }
}
