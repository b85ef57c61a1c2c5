using static Segue.Grammar.Build.Decode.ValueKind;

namespace Segue.Tests.Grammar.Translation;

/// <summary>Where the rules of WebAssembly and those of IL differ.</summary>
public sealed class ArithmeticTests
{
    [Theory]
    [InlineData(0x6f, int.MinValue, -1, 0)] // rem_s
    [InlineData(0x6f, -7, 3, -1)]
    [InlineData(0x70, -1, 10, 5)] // rem_u
    [InlineData(0x6e, -1, 2, int.MaxValue)] // div_u
    [InlineData(0x74, 1, 33, 2)] // shl counts modulo 32
    [InlineData(0x75, -8, 34, -2)] // shr_s
    [InlineData(0x76, -8, 33, 0x7ffffffc)] // shr_u
    [InlineData(0x77, unchecked((int)0x80000001), 33, 3)] // rotl
    [InlineData(0x78, 3, 1, unchecked((int)0x80000001))] // rotr
    [InlineData(0x49, 1, -1, 1)] // lt_u
    [InlineData(0x4d, -1, 1, 0)] // le_u
    [InlineData(0x4f, -1, 1, 1)] // ge_u
    [InlineData(0x4c, 1, 1, 1)] // le_s
    [InlineData(0x47, 1, 2, 1)] // ne
    public void On_32_bits(byte opcode, int left, int right, int expected) =>
        Assert.Equal(expected, HandMade.Run([I32, I32], I32, [0x20, 0, 0x20, 1, opcode], left, right));

    [Theory]
    [InlineData(0x81, long.MinValue, -1L, 0L)] // rem_s
    [InlineData(0x82, -1L, 10L, 5L)] // rem_u
    [InlineData(0x86, 1L, 65L, 2L)] // shl counts modulo 64
    [InlineData(0x88, -8L, 65L, 0x7ffffffffffffffcL)] // shr_u
    [InlineData(0x89, long.MinValue, 1L, 1L)] // rotl
    public void On_64_bits(byte opcode, long left, long right, long expected) =>
        Assert.Equal(expected, HandMade.Run([I64, I64], I64, [0x20, 0, 0x20, 1, opcode], left, right));

    [Theory]
    [InlineData(0x67, 0, 32)] // clz
    [InlineData(0x68, 8, 3)] // ctz
    [InlineData(0x69, -1, 32)] // popcnt
    [InlineData(0xc0, 0x180, -128)] // extend8_s
    [InlineData(0x45, 0, 1)] // eqz
    public void On_one_number(byte opcode, int value, int expected) =>
        Assert.Equal(expected, HandMade.Run([I32], I32, [0x20, 0, opcode], value));

    [Theory]
    [InlineData(0x02, double.NaN, 0)] // trunc_sat_f64_s
    [InlineData(0x02, 1e300, int.MaxValue)]
    [InlineData(0x02, -1e300, int.MinValue)]
    [InlineData(0x02, -1.9, -1)]
    [InlineData(0x03, -5.0, 0)] // trunc_sat_f64_u
    [InlineData(0x03, 4294967295.0, -1)]
    [InlineData(0x03, double.PositiveInfinity, -1)]
    public void A_double_saturates(byte opcode, double value, int expected) =>
        Assert.Equal(expected, HandMade.Run([F64], I32, [0x20, 0, 0xfc, opcode], value));

    [Fact]
    public void A_double_too_large_traps() =>
        Assert.Throws<OverflowException>(() => HandMade.Run([F64], I32, [0x20, 0, 0xaa], 3e9));

    [Theory]
    [InlineData(0x63, 0)] // lt
    [InlineData(0x65, 0)] // le
    [InlineData(0x66, 0)] // ge
    [InlineData(0x62, 1)] // ne
    public void Nothing_compares_with_NaN(byte opcode, int expected) =>
        Assert.Equal(expected, HandMade.Run([F64, F64], I32, [0x20, 0, 0x20, 1, opcode], double.NaN, 1.0));

    [Fact]
    public void Division_by_zero_traps() =>
        Assert.Throws<DivideByZeroException>(() => HandMade.Run([I32, I32], I32, [0x20, 0, 0x20, 1, 0x6d], 1, 0));
}
