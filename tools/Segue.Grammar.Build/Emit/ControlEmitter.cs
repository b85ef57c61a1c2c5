using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>Blocks and branches.</summary>
sealed class ControlEmitter
{
    readonly Body _body;
    readonly Shape _shape;
    readonly List<Frame> _frames = [];

    public ControlEmitter(Body body, Shape shape, Signature signature)
    {
        _body = body;
        _shape = shape;
        Open(Opcode.Block, signature.Result);
    }

    int OnStack => _body.Depth - _frames[^1].Floor;

    public bool Emit(in Instruction instruction, bool fallsThrough)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Unreachable: Unreachable(); break;
            case Opcode.Nop: break;
            case Opcode.Block: Open(Opcode.Block, instruction.Result); break;
            case Opcode.Loop: _body.Mark(Open(Opcode.Loop, instruction.Result).Target); break;
            case Opcode.If: OpenIf(instruction.Result); break;
            case Opcode.Else: Else(fallsThrough); break;
            case Opcode.End: Close(fallsThrough); break;
            case Opcode.Br: Branch(Labelled(instruction.Index)); break;
            case Opcode.BrIf: BranchIf(Labelled(instruction.Index)); break;
            case Opcode.BrTable: BranchTable([.. instruction.Targets!.Select(Labelled)]); break;
            case Opcode.Return: Branch(_frames[0]); break;
            default: return false;
        }
        return true;
    }

    Frame Labelled(int depth) => _frames[^(1 + depth)];

    Frame Open(Opcode opcode, ValueKind? result)
    {
        var waiting = new List<(LocalBuilder, ValueKind)>();
        while (_frames.Count > 0 && OnStack > 0)
            waiting.Insert(0, _body.Spill());
        foreach (var (_, kind) in waiting)
            _body.Push(kind);
        var end = _body.Label();
        var frame = new Frame
        {
            Opcode = opcode,
            Result = result,
            ResultLocal = result is { } kindOfResult ? _body.Borrow(kindOfResult) : null,
            End = end,
            Target = opcode == Opcode.Loop ? _body.Label() : end,
            Waiting = waiting,
            Floor = _body.Depth,
        };
        _frames.Add(frame);
        return frame;
    }

    void OpenIf(ValueKind? result)
    {
        var (condition, kind) = _body.Spill();
        var frame = Open(Opcode.If, result);
        _body.Load(condition);
        _body.GiveBack(condition, kind);
        frame.Else = _body.Label();
        _body.Emit(OpCodes.Brfalse, frame.Else.Value);
    }

    void Else(bool fallsThrough)
    {
        var frame = _frames[^1];
        if (fallsThrough)
        {
            KeepResult(frame);
            _body.Emit(OpCodes.Br, frame.End);
        }
        _body.PopTo(frame.Floor);
        _body.Mark(frame.Else!.Value);
        frame.Else = null;
    }

    void Close(bool fallsThrough)
    {
        var frame = _frames[^1];
        if (fallsThrough)
            KeepResult(frame);
        _body.PopTo(frame.Floor);
        if (frame.Else is { } otherwise)
            _body.Mark(otherwise);
        _body.Mark(frame.End);
        _frames.RemoveAt(_frames.Count - 1);
        foreach (var (local, kind) in frame.Waiting)
        {
            _body.Load(local);
            _body.GiveBack(local, kind);
        }
        if (frame.Result is { } result)
        {
            _body.Load(frame.ResultLocal!);
            _body.GiveBack(frame.ResultLocal!, result);
            _body.Push(result);
        }
        if (_frames.Count == 0)
            _body.Emit(OpCodes.Ret);
    }

    void KeepResult(Frame frame)
    {
        if (frame.Result is null)
            return;
        _body.Store(frame.ResultLocal!);
        _body.Pop();
    }

    void Branch(Frame frame)
    {
        var left = OnStack;
        if (frame.BranchCarriesResult)
        {
            _body.Store(frame.ResultLocal!);
            left--;
        }
        Drop(left);
        _body.Emit(OpCodes.Br, frame.Target);
        Abandon();
    }

    void BranchIf(Frame frame)
    {
        if (!frame.BranchCarriesResult)
        {
            _body.Pop();
            JumpIf(frame, OnStack);
            return;
        }
        var (condition, kind) = _body.Spill();
        _body.Store(frame.ResultLocal!);
        _body.Load(condition);
        _body.GiveBack(condition, kind);
        JumpIf(frame, OnStack - 1);
        _body.Load(frame.ResultLocal!);
    }

    void JumpIf(Frame frame, int left)
    {
        if (left == 0)
        {
            _body.Emit(OpCodes.Brtrue, frame.Target);
            return;
        }
        var stay = _body.Label();
        _body.Emit(OpCodes.Brfalse, stay);
        Drop(left);
        _body.Emit(OpCodes.Br, frame.Target);
        _body.Mark(stay);
    }

    void BranchTable(Frame[] frames)
    {
        var (slot, kind) = _body.Spill();
        var carried = frames[^1].BranchCarriesResult ? _body.Spill() : default;
        Drop(OnStack);
        _body.Load(slot);
        _body.GiveBack(slot, kind);
        if (carried.Local is null)
        {
            _body.Switch([.. frames[..^1].Select(frame => frame.Target)]);
            _body.Emit(OpCodes.Br, frames[^1].Target);
        }
        else
        {
            ThroughLandings(frames, carried);
        }
        Abandon();
    }

    /// <summary>A result goes into the local of whichever block is chosen, so each choice first lands where that is done.</summary>
    void ThroughLandings(Frame[] frames, (LocalBuilder Local, ValueKind Kind) carried)
    {
        var landings = frames.Distinct().ToDictionary(frame => frame, _ => _body.Label());
        _body.Switch([.. frames[..^1].Select(frame => landings[frame])]);
        _body.Emit(OpCodes.Br, landings[frames[^1]]);
        foreach (var (frame, landing) in landings)
        {
            _body.Mark(landing);
            _body.Load(carried.Local);
            _body.Store(frame.ResultLocal!);
            _body.Emit(OpCodes.Br, frame.Target);
        }
        _body.GiveBack(carried.Local, carried.Kind);
    }

    void Unreachable()
    {
        _body.Self();
        _body.Text("unreachable");
        _body.Call(_shape.Trap);
        _body.Emit(OpCodes.Throw);
        Abandon();
    }

    void Abandon() => _body.PopTo(_frames[^1].Floor);

    void Drop(int count)
    {
        for (; count > 0; count--)
            _body.Emit(OpCodes.Pop);
    }
}
