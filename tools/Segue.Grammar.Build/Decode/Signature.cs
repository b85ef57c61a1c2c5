namespace Segue.Grammar.Build.Decode;

/// <summary>What a function takes and gives. Two signatures are the same when their keys are: a table call compares them so.</summary>
sealed class Signature(ValueKind[] parameters, ValueKind? result)
{
    public ValueKind[] Parameters => parameters;

    public ValueKind? Result => result;

    public string Key { get; } = string.Concat(parameters.Select(Letter)) + "_" + (result is { } kind ? Letter(kind) : "");

    static string Letter(ValueKind kind) => kind switch
    {
        ValueKind.I32 => "i",
        ValueKind.I64 => "j",
        ValueKind.F32 => "f",
        _ => "d",
    };
}
