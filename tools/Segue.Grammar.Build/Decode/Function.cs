namespace Segue.Grammar.Build.Decode;

/// <summary>A function with a body, its locals without the parameters.</summary>
sealed record Function(int Index, Signature Signature, ValueKind[] Locals, List<Instruction> Body);
