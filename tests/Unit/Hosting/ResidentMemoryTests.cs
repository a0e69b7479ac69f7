using System.Globalization;
using System.IO.MemoryMappedFiles;
using CdcFunctions.Host.Hosting;

namespace CdcFunctions.Unit.Hosting;

public sealed class ResidentMemoryTests
{
    private const int Size = 1 << 20;

    [SkippableFact]
    public void Code_that_was_patched_in_memory_stays_patched()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no /proc");
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[Size]);
        using var code = new PatchedCode(path, Size);

        ResidentMemory.LetGo();

        Assert.Equal(PatchedCode.Patch, code.First);
        File.Delete(path);
    }

    [SkippableFact]
    public void Without_smaps_nothing_is_let_go()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no /proc");
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[Size]);
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewStream(0, Size, MemoryMappedFileAccess.Read);
        view.CopyTo(Stream.Null);

        ResidentMemory.LetGo(path + ".missing");

        Assert.Equal(Size / 1024, ResidentKilobytes(path));
        File.Delete(path);
    }

    [SkippableFact]
    public void What_is_let_go_is_no_longer_resident_and_comes_back_when_it_is_needed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no /proc");
        var (path, content) = (Path.GetTempFileName(), Enumerable.Range(0, Size).Select(n => (byte)n).ToArray());
        File.WriteAllBytes(path, content);
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewStream(0, Size, MemoryMappedFileAccess.Read);
        view.CopyTo(Stream.Null);
        var before = ResidentKilobytes(path);

        ResidentMemory.LetGo();

        Assert.Equal((Size / 1024, 0), (before, ResidentKilobytes(path)));
        var again = new byte[Size];
        view.Position = 0;
        view.ReadExactly(again);
        Assert.Equal(content, again);
        File.Delete(path);
    }

    private static int ResidentKilobytes(string path)
        => int.Parse(
            File.ReadLines("/proc/self/smaps")
                .SkipWhile(line => !line.EndsWith(path, StringComparison.Ordinal))
                .First(line => line.StartsWith("Rss:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
