namespace Segue.Grammar.Build.Decode;

/// <summary>The module holds something this translator does not know. Nothing is guessed: the build stops and says where.</summary>
sealed class WasmFormatException(string what, int offset) : Exception($"{what} at offset 0x{offset:x}")
{
    public int Offset => offset;
}
