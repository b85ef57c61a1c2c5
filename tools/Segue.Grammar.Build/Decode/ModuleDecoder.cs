namespace Segue.Grammar.Build.Decode;

/// <summary>Reads the sections of a module.</summary>
sealed class ModuleDecoder
{
    const ulong MagicAndVersion = 0x00000001_6d736100;

    readonly ByteReader _reader;
    readonly WasmModule _module = new();
    readonly List<Signature> _declared = [];

    ModuleDecoder(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 8 || BitConverter.ToUInt64(bytes.Span) != MagicAndVersion)
            throw new WasmFormatException("not a WebAssembly module of version 1", 0);
        _reader = new ByteReader(bytes, 8);
    }

    public static WasmModule Decode(ReadOnlyMemory<byte> bytes) => new ModuleDecoder(bytes).Read();

    WasmModule Read()
    {
        while (!_reader.AtEnd)
        {
            var offset = _reader.Position;
            var section = (Section)_reader.Byte();
            var size = _reader.Count();
            var end = _reader.Position + size;
            Read(section, offset);
            _reader.Position = section == Section.Custom ? end : _reader.Position;
            if (_reader.Position != end)
                throw new WasmFormatException($"section {section} is not as long as it says", offset);
        }
        return _module;
    }

    void Read(Section section, int offset)
    {
        switch (section)
        {
            case Section.Custom or Section.DataCount:
                if (section == Section.DataCount)
                    _reader.Count();
                break;
            case Section.Type: Each(ReadType); break;
            case Section.Import: Each(ReadImport); break;
            case Section.Function: Each(() => _declared.Add(_module.Types[_reader.Count()])); break;
            case Section.Table: Each(ReadTable); break;
            case Section.Memory: Each(ReadMemory); break;
            case Section.Global: Each(ReadGlobal); break;
            case Section.Export: Each(ReadExport); break;
            case Section.Element: Each(ReadElements); break;
            case Section.Code: Each(ReadCode); break;
            case Section.Data: Each(ReadData); break;
            default: throw new WasmFormatException($"section {section}", offset);
        }
    }

    void Each(Action read)
    {
        for (var count = _reader.Count(); count > 0; count--)
            read();
    }

    void ReadType()
    {
        Expect(0x60, "a type that is not a function's");
        var parameters = Kinds();
        var results = Kinds();
        if (results.Length > 1)
            throw new WasmFormatException("a function of several results", _reader.Position);
        _module.Types.Add(new Signature(parameters, results.Length == 0 ? null : results[0]));
    }

    ValueKind[] Kinds()
    {
        var kinds = new ValueKind[_reader.Count()];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = _reader.Kind();
        return kinds;
    }

    void ReadImport()
    {
        _reader.Name();
        var name = _reader.Name();
        Expect(0, "an import that is not a function");
        _module.Imports.Add((name, _module.Types[_reader.Count()]));
    }

    void ReadTable()
    {
        Expect(0x70, "a table of something other than functions");
        var (minimum, _) = Limits();
        _module.Table = new int[minimum];
        Array.Fill(_module.Table, -1);
    }

    void ReadMemory()
    {
        var (minimum, maximum) = Limits();
        _module.MinimumPages = minimum;
        _module.MaximumPages = maximum ?? _module.MaximumPages;
    }

    (int Minimum, int? Maximum) Limits()
    {
        var flags = _reader.Byte();
        if (flags > 1)
            throw new WasmFormatException("shared or 64-bit memory", _reader.Position - 1);
        return (_reader.Count(), flags == 1 ? _reader.Count() : null);
    }

    void ReadGlobal()
    {
        var kind = _reader.Kind();
        _reader.Byte(); // whether it may change: it may
        _module.Globals.Add((kind, ConstantExpression()));
    }

    void ReadExport()
    {
        const int OfFunction = 0;
        var name = _reader.Name();
        var kind = _reader.Byte();
        var index = _reader.Count();
        if (kind == OfFunction)
            _module.Exports[name] = index;
    }

    void ReadElements()
    {
        Expect(0, "table elements that are not in place from the start");
        var slot = (int)ConstantExpression();
        Each(() => _module.Table[slot++] = _reader.Count());
    }

    void ReadCode()
    {
        var end = _reader.Count() + _reader.Position;
        var locals = new List<ValueKind>();
        Each(() =>
        {
            var count = _reader.Count();
            locals.AddRange(Enumerable.Repeat(_reader.Kind(), count));
        });
        var index = _module.Imports.Count + _module.Functions.Count;
        var signature = _declared[_module.Functions.Count];
        _module.Functions.Add(new Function(index, signature, [.. locals], InstructionDecoder.Decode(_reader, end)));
    }

    void ReadData()
    {
        Expect(0, "data that is not in place from the start");
        var address = (int)ConstantExpression();
        _module.Data.Add((address, _reader.Bytes(_reader.Count())));
    }

    long ConstantExpression()
    {
        var offset = _reader.Position;
        var opcode = (Opcode)_reader.Byte();
        if (opcode is not (Opcode.I32Const or Opcode.I64Const))
            throw new WasmFormatException($"opcode {opcode} in a constant expression", offset);
        var value = _reader.Signed();
        Expect((byte)Opcode.End, "a constant expression of several instructions");
        return value;
    }

    void Expect(byte value, string otherwise)
    {
        if (_reader.Byte() != value)
            throw new WasmFormatException(otherwise, _reader.Position - 1);
    }
}
