using System.Collections.Concurrent;

namespace Segue.Grammar;

/// <summary>
/// Instances that wait for work. Whoever takes one has it alone until it is given back, so as many exist as threads parse at once, and
/// none is tied to the life of a thread.
/// </summary>
static class MachinePool
{
    static readonly ConcurrentStack<Machine> Idle = [];
    static readonly int Most = Environment.ProcessorCount;

    public static Machine Take() => Idle.TryPop(out var machine) ? machine : new Machine();

    /// <summary>Memory never shrinks: an instance that grew for a large text is let go.</summary>
    public static void GiveBack(Machine machine)
    {
        if (machine.Grown || Idle.Count >= Most)
            machine.Dispose();
        else
            Idle.Push(machine);
    }
}
