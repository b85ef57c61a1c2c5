namespace Segue.Grammar.Build.Decode;

enum ValueKind : byte
{
    F64 = 0x7c,
    F32 = 0x7d,
    I64 = 0x7e,
    I32 = 0x7f,
}
