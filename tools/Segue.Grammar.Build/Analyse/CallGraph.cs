using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Analyse;

/// <summary>Who calls whom. A call through the table may reach every function in it.</summary>
sealed class CallGraph
{
    readonly int[][] _callees;
    readonly int _table;

    public CallGraph(WasmModule module, Func<int, bool> importCallsTable)
    {
        var imports = module.Imports.Count;
        _table = imports + module.Functions.Count;
        _callees = new int[_table + 1][];
        for (var i = 0; i < imports; i++)
            _callees[i] = importCallsTable(i) ? [_table] : [];
        foreach (var function in module.Functions)
            _callees[function.Index] = [.. function.Body.Select(Callee).Where(callee => callee >= 0).Distinct()];
        _callees[_table] = [.. module.Table.Where(function => function >= 0).Distinct()];
    }

    /// <summary>Functions that may come back to themselves: the only ones that can use up the stack.</summary>
    public HashSet<int> Recursive() => [.. Enumerable.Range(0, _table).Where(function => Reaches(function, function))];

    bool Reaches(int from, int to)
    {
        var seen = new bool[_callees.Length];
        var open = new Stack<int>([from]);
        while (open.TryPop(out var function))
        {
            foreach (var callee in _callees[function])
            {
                if (callee == to)
                    return true;
                if (!seen[callee])
                    open.Push(callee);
                seen[callee] = true;
            }
        }
        return false;
    }

    int Callee(Instruction instruction) => instruction.Opcode switch
    {
        Opcode.Call => instruction.Index,
        Opcode.CallIndirect => _table,
        _ => -1,
    };
}
