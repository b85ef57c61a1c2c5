using System.Text.Json;
using Segue.Grammar.Build.Decode;
using Segue.Grammar.Build.Emit;

if (args is not [var package, var references, var assemblyFile, var dataFile])
{
    Console.Error.WriteLine("usage: Segue.Grammar.Build <folder of libpg-query> <folder of the reference assemblies> <assembly> <data>");
    return 2;
}
var wasm = Path.Combine(package, "wasm", "libpg-query.wasm");
try
{
    using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
    var version = Version.Parse(description.RootElement.GetProperty("version").GetString()!.Split('-')[0]);
    var glue = Glue.Read(File.ReadAllText(Path.Combine(package, "wasm", "libpg-query.js")));
    var module = ModuleDecoder.Decode(File.ReadAllBytes(wasm));
    using var core = new CoreTypes(references);
    new ModuleEmitter(module, glue, core).Save(assemblyFile, new Version(version.Major, version.Minor, version.Build, 0));
    File.WriteAllBytes(dataFile, DataImage.Of(module));
    return 0;
}
catch (Exception problem) when (problem is WasmFormatException or InvalidDataException or IOException)
{
    Console.Error.WriteLine($"{wasm} : error SEGUE001: {problem.Message}");
    return 1;
}
