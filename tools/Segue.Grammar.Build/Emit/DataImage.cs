using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>What stands in memory before the first call, as one piece.</summary>
static class DataImage
{
    public static int AddressOf(WasmModule module) => module.Data.Min(data => data.Address);

    public static byte[] Of(WasmModule module)
    {
        var start = AddressOf(module);
        var image = new byte[module.Data.Max(data => data.Address + data.Bytes.Length) - start];
        foreach (var (address, bytes) in module.Data)
            bytes.CopyTo(image.AsMemory(address - start));
        return image;
    }
}
