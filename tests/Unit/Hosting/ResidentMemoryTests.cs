using System.Globalization;
using System.IO.MemoryMappedFiles;
using CdcFunctions.Host.Hosting;

namespace CdcFunctions.Unit.Hosting;

public sealed class ResidentMemoryTests
{
    private const int Size = 1 << 20;

    [Fact]
    public void Only_what_is_a_file_and_never_written_is_let_go()
    {
        string[] maps =
        [
            "5610dd1b0000-5610dd1bc000 r-xp 00005000 fe:00 345402                     /usr/bin/dotnet",
            "7fa80c600000-7fa80c700000 r--s 00000000 fe:00 350922                     /opt/with a space/lib.dll",
            "7fa810d6d000-7fa810d79000 r--p 00ecd000 fe:00 350922                     /usr/lib/relocated.so",
            "7fa8109cc000-7fa810d4e000 rw-p 00b4c000 fe:00 350922                     /usr/lib/data.so",
            "7fa810e00000-7fa810e10000 r-xs 00000000 00:01 1027                       /memfd:doublemapper (deleted)",
            "7fa810f00000-7fa810f10000 r-xp 00000000 00:00 0 ",
            "7ffd2a5f2000-7ffd2a5f4000 r-xp 00000000 00:00 0                          [vdso]",
        ];

        Assert.Equal([(0x5610dd1b0000, 0xc000), (0x7fa80c600000, 0x100000)], ResidentMemory.Mapped(maps).Select(range => ((long)range.Start, (long)range.Length)).ToArray());
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
