using Spectre.Console;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>Makes Spectre consoles over a writer.</summary>
internal static class Consoles
{
    // Wide enough that nothing wraps when a file or a pipe takes it.
    private const int WidthOfFiles = 200;

    /// <summary>A console that colours, animates and wraps only for a person.</summary>
    public static IAnsiConsole For(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
