namespace Segue.Grammar.Build.Decode;

/// <summary>A module as it was read. Function indices count the imports first.</summary>
sealed class WasmModule
{
    public List<Signature> Types { get; } = [];

    public List<(string Name, Signature Signature)> Imports { get; } = [];

    public List<Function> Functions { get; } = [];

    public List<(ValueKind Kind, long Initial)> Globals { get; } = [];

    /// <summary>Exported functions by the name of the export.</summary>
    public Dictionary<string, int> Exports { get; } = [];

    /// <summary>Function index by table slot, -1 where the slot is empty.</summary>
    public int[] Table { get; set; } = [];

    public int MinimumPages { get; set; }

    public int MaximumPages { get; set; } = 65536;

    public List<(int Address, ReadOnlyMemory<byte> Bytes)> Data { get; } = [];

    public Signature SignatureOf(int function) =>
        function < Imports.Count ? Imports[function].Signature : Functions[function - Imports.Count].Signature;
}
