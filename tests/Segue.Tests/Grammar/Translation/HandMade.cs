using System.Reflection;
using Segue.Grammar.Build.Decode;
using Segue.Grammar.Build.Emit;

namespace Segue.Tests.Grammar.Translation;

/// <summary>A module of a single function, written byte by byte, and its translation.</summary>
static class HandMade
{
    const byte End = 0x0b;

    public static byte[] Module(ValueKind[] parameters, ValueKind result, params byte[] body) =>
    [
        0x00, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0,
        .. Section(1, [1, 0x60, (byte)parameters.Length, .. parameters.Select(kind => (byte)kind), 1, (byte)result]),
        .. Section(3, [1, 0]),
        .. Section(5, [1, 0, 1]),
        .. Section(6, [1, (byte)ValueKind.I32, 1, 0x41, 0, End]),
        .. Section(7, [1, 1, (byte)'f', 0, 0]),
        .. Section(10, [1, .. Sized([0, .. body, End])]),
        .. Section(11, [1, 0, 0x41, 0, End, 1, 0]),
    ];

    /// <summary>Calls the function. It may not touch memory or globals: there is no instance.</summary>
    public static object Run(ValueKind[] parameters, ValueKind result, byte[] body, params object?[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"Segue.HandMade.{Guid.NewGuid():N}.dll");
        try
        {
            var module = ModuleDecoder.Decode(Module(parameters, result, body));
            var glue = new Glue
            {
                Imports = new Dictionary<string, string>(),
                Exports = new Dictionary<string, string> { ["f"] = "_run" },
                Constructors = "f",
            };
            using (var core = new CoreTypes(Path.GetDirectoryName(typeof(object).Assembly.Location)!))
                new ModuleEmitter(module, glue, core).Save(file, new Version(1, 0));
            var type = Assembly.Load(File.ReadAllBytes(file)).GetTypes().Single(type => type.Name == "LibPgQuery");
            const BindingFlags Hidden = BindingFlags.Static | BindingFlags.NonPublic;
            const BindingFlags Plain = Hidden | BindingFlags.DoNotWrapExceptions;
            return type.GetMethod("function0", Hidden)!.Invoke(null, Plain, null, [.. arguments, null], null)!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    static byte[] Section(byte id, byte[] content) => [id, .. Sized(content)];

    static byte[] Sized(byte[] content)
    {
        Assert.InRange(content.Length, 0, 127);
        return [(byte)content.Length, .. content];
    }
}
