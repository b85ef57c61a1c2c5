using Segue.Grammar.Build.Decode;
using Segue.Grammar.Build.Emit;
using static Segue.Grammar.Build.Decode.ValueKind;

namespace Segue.Tests.Grammar.Translation;

public sealed class DecodingTests
{
    [Theory]
    [InlineData(new byte[] { 0x7f }, -1)]
    [InlineData(new byte[] { 0x3f }, 63)]
    [InlineData(new byte[] { 0x40 }, -64)]
    [InlineData(new byte[] { 0xe5, 0x8e, 0x26 }, 624485)]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x78 }, int.MinValue)]
    public void A_signed_number_reads_in_as_many_bytes_as_it_has(byte[] bytes, long expected) =>
        Assert.Equal(expected, new ByteReader(bytes).Signed());

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f }, uint.MaxValue)]
    [InlineData(new byte[] { 0xe5, 0x8e, 0x26 }, 624485)]
    public void An_unsigned_number_too(byte[] bytes, uint expected) => Assert.Equal(expected, new ByteReader(bytes).Unsigned());

    [Fact]
    public void An_unknown_opcode_stops_the_build_and_says_where()
    {
        var bytes = HandMade.Module([], I32, 0x41, 1, 0xfd);

        var problem = Assert.Throws<WasmFormatException>(() => ModuleDecoder.Decode(bytes));

        Assert.Equal(bytes.AsSpan().IndexOf((byte)0xfd), problem.Offset);
        Assert.StartsWith("unknown opcode 0xfd at offset 0x", problem.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_module_that_ends_too_early_is_refused(int length) =>
        Assert.Throws<WasmFormatException>(() => ModuleDecoder.Decode(HandMade.Module([], I32, 0x41, 1).AsMemory(0, length)));

    [Theory]
    [InlineData("_wasm_parse_query_raw", "WasmParseQueryRaw")]
    [InlineData("___assert_fail", "AssertFail")]
    [InlineData("_setThrew", "SetThrew")]
    public void A_C_name_is_spelled_as_in_CSharp(string name, string expected) => Assert.Equal(expected, CName.ToPascal(name));

    [Fact]
    public void The_script_beside_the_module_gives_its_letters_their_names()
    {
        var glue = Glue.Read("""
            function initRuntime(){FS.init();TTY.init();wasmExports["A"]();done()}
            function assignWasmExports(wasmExports){_malloc=Module["_malloc"]=wasmExports["C"];_setThrew=wasmExports["P"];memory=wasmMemory=wasmExports["z"]}
            var wasmImports={c:___assert_fail,g:invoke_i};
            """);

        Assert.Equal("_malloc", glue.Exports["C"]);
        Assert.Equal("_setThrew", glue.Exports["P"]);
        Assert.Equal("invoke_i", glue.Imports["g"]);
        Assert.Equal("A", glue.Constructors);
    }

    [Fact]
    public void A_script_without_them_stops_the_build() => Assert.Throws<InvalidDataException>(() => Glue.Read("function f(){}"));
}
