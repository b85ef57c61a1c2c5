using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>A block that is open. Its labels are reached with nothing on the stack: what was there waits in locals, the result travels in one.</summary>
sealed class Frame
{
    public required Opcode Opcode { get; init; }

    public required ValueKind? Result { get; init; }

    public required LocalBuilder? ResultLocal { get; init; }

    /// <summary>Where a branch to this block goes: the head of a loop, the end of anything else.</summary>
    public required Label Target { get; init; }

    public required Label End { get; init; }

    /// <summary>The operands of the surrounding block, bottom first.</summary>
    public required List<(LocalBuilder Local, ValueKind Kind)> Waiting { get; init; }

    /// <summary>How many operands, waiting ones included, belong to the surrounding blocks.</summary>
    public required int Floor { get; init; }

    public Label? Else { get; set; }

    public bool BranchCarriesResult => Opcode != Opcode.Loop && Result is not null;
}
