using System.Collections.Concurrent;

namespace Segue.Grammar;

/// <summary>
/// Instances that wait for work. Whoever takes one has it alone until it is given back, so as many exist as threads parse at once, and
/// none is tied to the life of a thread.
/// </summary>
sealed class MachinePool(int most)
{
    readonly ConcurrentStack<Machine> _idle = [];

    public static MachinePool Shared { get; } = new(Environment.ProcessorCount);

    public Machine Take() => _idle.TryPop(out var machine) ? machine : new Machine();

    /// <summary>Memory never shrinks: an instance that grew for a large text is let go.</summary>
    public void GiveBack(Machine machine)
    {
        if (machine.Grown || _idle.Count >= most)
            machine.Dispose();
        else
            _idle.Push(machine);
    }

    /// <summary>
    /// How much of an idle instance is in use: its memory in pages, its C stack pointer, and where it would put a block of 1 MiB. All three
    /// stay the same when nothing is left lying about. Null when none is idle.
    /// </summary>
    public (int Pages, int StackPointer, int NextBlock)? Look()
    {
        const int Block = 1 << 20;
        if (!_idle.TryPop(out var machine))
            return null;
        var next = machine.Malloc(Block);
        machine.Free(next);
        var state = (machine.PageCount, machine.EmscriptenStackGetCurrent(), next);
        GiveBack(machine);
        return state;
    }
}
