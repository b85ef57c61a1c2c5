using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Analyse;

/// <summary>
/// What can be reached: after a jump everything up to the end of the block is dead, and dead code has no operand types that could be
/// translated. An <c>end</c> or <c>else</c> stays, and says whether control arrives there by falling through.
/// </summary>
static class LiveCode
{
    public static IEnumerable<(Instruction Instruction, bool FallsThrough)> Of(IEnumerable<Instruction> body)
    {
        var dead = false;
        var deadBlocks = 0;
        foreach (var instruction in body)
        {
            if (dead && instruction.Opcode is Opcode.Block or Opcode.Loop or Opcode.If)
            {
                deadBlocks++;
                continue;
            }
            if (dead && deadBlocks > 0)
            {
                deadBlocks -= instruction.Opcode == Opcode.End ? 1 : 0;
                continue;
            }
            if (dead && instruction.Opcode is not (Opcode.End or Opcode.Else))
                continue;
            yield return (instruction, !dead);
            dead = instruction.Opcode is Opcode.Br or Opcode.BrTable or Opcode.Return or Opcode.Unreachable;
        }
    }
}
