namespace Segue.Grammar.Build.Decode;

/// <summary>One instruction with its immediate operands.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Offset">Where it stands in the module, for messages.</param>
/// <param name="Index">Of a function, type, local, global or label; for a memory access its constant offset.</param>
/// <param name="Constant">Of a <c>const</c>; a double or a float by its bits.</param>
/// <param name="Result">Of a block: the type it leaves, if any.</param>
/// <param name="Targets">Of a <c>br_table</c>: its labels, the default last.</param>
readonly record struct Instruction(
    Opcode Opcode, int Offset, int Index = 0, long Constant = 0, ValueKind? Result = null, int[]? Targets = null);
