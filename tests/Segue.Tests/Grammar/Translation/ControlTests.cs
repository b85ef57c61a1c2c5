using static Segue.Grammar.Build.Decode.ValueKind;

namespace Segue.Tests.Grammar.Translation;

public sealed class ControlTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(2, 30)]
    [InlineData(-1, 30)]
    public void A_branch_table_chooses_its_block(int choice, int expected) => Assert.Equal(expected, HandMade.Run([I32], I32,
    [
        0x02, 0x40, 0x02, 0x40, 0x02, 0x40, // three blocks
        0x20, 0, 0x0e, 2, 0, 1, 2, // br_table 0 1 default 2
        0x0b, 0x41, 10, 0x0f, // i32.const 10, return
        0x0b, 0x41, 20, 0x0f,
        0x0b, 0x41, 30,
    ], choice));

    [Theory]
    [InlineData(0, 107)]
    [InlineData(1, 108)]
    public void A_block_keeps_what_lies_below_it_and_a_branch_carries_its_result(int condition, int expected) => Assert.Equal(
        expected, HandMade.Run([I32], I32,
        [
            0x41, 0xe4, 0, // 100 waits below
            0x02, 0x7f, // block with a result
            0x41, 5, // 5 is dropped by the branch
            0x41, 8, 0x20, 0, 0x0d, 0, // br_if with 8
            0x1a, 0x1a, 0x41, 7, // otherwise 7
            0x0b, 0x6a,
        ], condition));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void If_and_else_give_one_result(int condition, int expected) => Assert.Equal(
        expected, HandMade.Run([I32], I32, [0x20, 0, 0x04, 0x7f, 0x41, 1, 0x05, 0x41, 2, 0x0b], condition));

    [Fact]
    public void A_loop_goes_back_to_its_head() => Assert.Equal(55, HandMade.Run([I32, I32], I32,
    [
        0x03, 0x40, // loop
        0x20, 0, 0x20, 1, 0x6a, 0x21, 1, // sum += n
        0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, // while --n
        0x0b, 0x20, 1,
    ], 10, 0));

    [Fact]
    public void Dead_code_is_left_out_with_the_blocks_in_it() => Assert.Equal(4, HandMade.Run([], I32,
    [
        0x02, 0x40, // block
        0x0c, 0, // br
        0x6a, 0x02, 0x40, 0x6a, 0x0b, 0x04, 0x40, 0x6a, 0x05, 0x6a, 0x0b, // adds nothing to nothing, in blocks
        0x0b, 0x41, 4,
    ]));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 4)]
    public void Select_chooses_the_first_when_true(int condition, int expected) =>
        Assert.Equal(expected, HandMade.Run([I32], I32, [0x41, 3, 0x41, 4, 0x20, 0, 0x1b], condition));
}
