using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Segue.Grammar.Postgres;

namespace Segue.Grammar;

/// <summary>Brings a text into a module, has something done with it there, and turns everything that can go wrong into an error.</summary>
static class Call
{
    const int DeepStack = 64 << 20;

    /// <summary>Called with the address of the text (UTF-8, zero at the end) and its length in bytes.</summary>
    public delegate T Use<out T>(Machine machine, int address, int bytes);

    public static T With<T>(MachinePool pool, string sql, Use<T> use, Func<GrammarError, T> fail)
    {
        if (sql.IndexOf('\0') is >= 0 and var nul)
            return fail(GrammarError.At(GrammarErrorKind.Input, "the text contains a NUL character", sql, nul));
        try
        {
            return Once(pool, sql, use, fail);
        }
        catch (InsufficientExecutionStackException)
        {
            return WithDeepStack(pool, sql, use, fail);
        }
        catch (Exception problem) when (IsTrap(problem))
        {
            return fail(Failure(sql, problem));
        }
    }

    /// <summary>Ordinary statements never come here, so they do not pay for a thread.</summary>
    static T WithDeepStack<T>(MachinePool pool, string sql, Use<T> use, Func<GrammarError, T> fail)
    {
        T? result = default;
        var thread = new Thread(() => result = Guarded(), DeepStack) { IsBackground = true, Name = "Segue.Grammar" };
        thread.Start();
        thread.Join();
        return result!;

        T Guarded()
        {
            try
            {
                return Once(pool, sql, use, fail);
            }
            catch (InsufficientExecutionStackException)
            {
                return fail(GrammarError.At(GrammarErrorKind.TooDeep, "nested too deeply", sql, 0));
            }
            catch (Exception problem) when (IsTrap(problem))
            {
                return fail(Failure(sql, problem));
            }
        }
    }

    static T Once<T>(MachinePool pool, string sql, Use<T> use, Func<GrammarError, T> fail)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var machine = pool.Take();
        var usable = false;
        try
        {
            var result = Inside(machine, sql, use, fail);
            usable = true;
            return result;
        }
        finally
        {
            if (usable)
                pool.GiveBack(machine);
            else
                machine.Dispose();
        }
    }

    static T Inside<T>(Machine machine, string sql, Use<T> use, Func<GrammarError, T> fail)
    {
        var capacity = Encoding.UTF8.GetByteCount(sql);
        var address = capacity < int.MaxValue ? machine.Malloc(capacity + 1) : 0;
        if (address == 0)
            return fail(GrammarError.At(GrammarErrorKind.Failure, "the text is too long for the parser", sql, 0));
        var text = machine.Span(address, capacity + 1);
        var status = Utf8.FromUtf16(sql, text, out var read, out var written, replaceInvalidSequences: false);
        text[written] = 0;
        try
        {
            return status == OperationStatus.InvalidData
                ? fail(GrammarError.At(GrammarErrorKind.Input, "the text contains half of a surrogate pair", sql, read))
                : use(machine, address, written);
        }
        finally
        {
            machine.Free(address);
        }
    }

    static bool IsTrap(Exception problem) =>
        problem is MachineTrapException or LibPgQueryLongJump or ArithmeticException or OutOfMemoryException;

    static GrammarError Failure(string sql, Exception problem) =>
        GrammarError.At(GrammarErrorKind.Failure, "PostgreSQL's parser gave up: " + problem.Message, sql, 0);
}
