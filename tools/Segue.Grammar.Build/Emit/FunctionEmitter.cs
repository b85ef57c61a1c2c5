using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Analyse;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>Translates the bodies.</summary>
sealed class FunctionEmitter(WasmModule module, CoreTypes core, Shape shape, MethodBuilder[] functions, TableCalls table)
{
    readonly NumericEmitter _numbers = new(core, new Remainders(shape, core));
    readonly MethodInfo _ensureStack =
        core.Method("System.Runtime.CompilerServices.RuntimeHelpers", "EnsureSufficientExecutionStack");

    public void Emit(Function function, bool recursive)
    {
        var body = new Body(functions[function.Index].GetILGenerator(), core, function.Signature.Parameters.Length);
        if (recursive)
            body.Call(_ensureStack);
        var control = new ControlEmitter(body, shape, function.Signature);
        var variables = new VariableEmitter(body, shape, module, function);
        var memory = new MemoryEmitter(body, shape);
        foreach (var (instruction, fallsThrough) in LiveCode.Of(function.Body))
        {
            var known = control.Emit(instruction, fallsThrough) || variables.Emit(instruction) || memory.Emit(instruction)
                || _numbers.Emit(instruction, body) || EmitCall(instruction, body);
            if (!known)
                throw new WasmFormatException($"no translation for opcode {instruction.Opcode}", instruction.Offset);
        }
    }

    bool EmitCall(in Instruction instruction, Body body)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Call:
                Call(body, module.SignatureOf(instruction.Index), functions[instruction.Index]);
                return true;
            case Opcode.CallIndirect:
                var signature = module.Types[instruction.Index];
                body.Pop(); // the slot, which the method takes after the arguments
                Call(body, signature, table.For(signature));
                return true;
            default:
                return false;
        }
    }

    static void Call(Body body, Signature signature, MethodInfo method)
    {
        foreach (var _ in signature.Parameters)
            body.Pop();
        body.Self();
        body.Call(method);
        if (signature.Result is { } result)
            body.Push(result);
    }
}
