using CdcFunctions.Operations.Configuration.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>Reads YAML into a settings tree that knows its lines. Works on the parser's events: no reflection, a few milliseconds.</summary>
internal sealed class YamlTree
{
    private readonly Dictionary<AnchorName, Node> _anchors = [];
    private readonly string _file;
    private readonly FaultList _faults;
    private readonly Parser _parser;

    private YamlTree(string file, string text, FaultList faults)
    {
        _file = file;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The tree of <paramref name="text"/>; what is wrong with it goes to <paramref name="faults"/>.</summary>
    public static MapNode Read(string file, string text, FaultList faults)
    {
        var tree = new YamlTree(file, text, faults);
        try
        {
            return tree.Document();
        }
        catch (YamlException fault)
        {
            YamlSyntaxAdvice.Add(file, text, (int)fault.Start.Line, fault.Message, faults);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet 16 throws these on some broken flow maps.
            YamlSyntaxAdvice.Add(file, text, tree.LinesRead, "a bracket, brace or quote is not closed", faults);
        }

        return Empty(file);
    }

    /// <summary>The tree of a file that says nothing.</summary>
    public static MapNode Empty(string file) => new(new Origin(file, 0, IsVariable: false));

    private MapNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return Empty(_file);
        }

        _parser.Consume<DocumentStart>();
        var root = Value("");
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _faults.Add(At(second), "", "A second document begins here", "one document", "Remove the line ---");
        }

        switch (root)
        {
            case MapNode map:
                return map;
            case ScalarNode { Value: null }:
                return Empty(_file);
            default:
                _faults.AddSyntax(root.Origin, $"The file holds {root.Kind}", "keys such as postgres:, kafka:, sources:", "Start from cdc.sample.yaml");
                return Empty(_file);
        }
    }

    private Node Value(string path)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (_anchors.TryGetValue(alias.Value, out var target))
            {
                return target.Copy();
            }

            _faults.Add(At(alias), path, "refers to an anchor that is not defined above", "*name after &name", "Quote the value when it is no alias");
            return new ScalarNode(At(alias), value: null);
        }

        var node = _parser.Current switch
        {
            MappingStart => Map(path),
            SequenceStart => List(path),
            _ => (Node)Scalar(),
        };
        return node;
    }

    private ScalarNode Scalar()
    {
        var scalar = _parser.Consume<Scalar>();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
        return Anchored(scalar, new ScalarNode(At(scalar), isNull ? null : scalar.Value, scalar.Value));
    }

    private ListNode List(string path)
    {
        var start = _parser.Consume<SequenceStart>();
        var list = new ListNode(At(start));
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Items.Add(Value(Paths.Item(path, list.Items.Count)));
        }

        return Anchored(start, list);
    }

    private MapNode Map(string path)
    {
        var start = _parser.Consume<MappingStart>();
        var map = new MapNode(At(start));
        var merged = new List<MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Entry(map, merged, path);
        }

        map.Entries.AddRange(merged.Where(entry => map.Find(entry.Key) is null));
        return Anchored(start, map);
    }

    private void Entry(MapNode map, List<MapEntry> merged, string path)
    {
        if (!_parser.TryConsume<Scalar>(out var key))
        {
            _faults.Add(At(_parser.Current!), path, "has a key that is no plain text", "names as keys", "Quote the key: \"*\":");
            _parser.SkipThisAndNestedEvents();
            _parser.SkipThisAndNestedEvents();
            return;
        }

        var value = Value(Paths.Key(path, key.Value));
        if (key.Value is "<<" && value is MapNode source)
        {
            merged.AddRange(source.Entries);
        }
        else if (map.Find(key.Value) is { } first)
        {
            _faults.Add(At(key), Paths.Key(path, key.Value), $"is given twice (first in line {first.Origin.Line})", "each key once", "Remove one of the two");
        }
        else
        {
            map.Entries.Add(new MapEntry(key.Value, At(key), value));
        }
    }

    private T Anchored<T>(NodeEvent start, T node)
        where T : Node
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private int LinesRead => (int)(_parser.Current?.End.Line ?? 1);

    private Origin At(ParsingEvent at) => new(_file, (int)at.Start.Line, IsVariable: false);
}
