using System.Text;
using CdcFunctions.Host.Hosting;

namespace CdcFunctions.Unit.Hosting;

public sealed class CleanMappingsTests
{
    [Fact]
    public void Only_pages_of_a_file_that_were_never_written_are_clean()
    {
        string[] smaps =
        [
            .. Mapping("5610dd1b0000-5610dd1bc000 r-xp 00005000 fe:00 345402                     /usr/bin/dotnet"),
            .. Mapping("7fa80c600000-7fa80c700000 r--s 00000000 fe:00 350922                     /opt/with a space/lib.dll"),
            .. Mapping("7fa80d600000-7fa80d700000 r-xp 00000000 fe:00 350923                     /usr/lib/patched-by-a-profiler.so", anonymous: 4),
            .. Mapping("7fa80e600000-7fa80e700000 r-xp 00000000 fe:00 350924                     /usr/lib/patched-and-swapped-out.so", swapped: 4),
            .. Mapping("7fa810d6d000-7fa810d79000 r--p 00ecd000 fe:00 350922                     /usr/lib/relocated.so"),
            .. Mapping("7fa8109cc000-7fa810d4e000 rw-p 00b4c000 fe:00 350922                     /usr/lib/data.so"),
            .. Mapping("7fa810e00000-7fa810e10000 r-xs 00000000 00:01 1027                       /memfd:doublemapper (deleted)"),
            .. Mapping("7fa810f00000-7fa810f10000 r-xp 00000000 00:00 0 "),
            .. Mapping("7ffd2a5f2000-7ffd2a5f4000 r-xp 00000000 00:00 0                          [vdso]"),
        ];

        Assert.Equal([(0x5610dd1b0000, 0xc000), (0x7fa80c600000, 0x100000)], Read(smaps));
    }

    [Fact]
    public void What_the_kernel_does_not_tell_of_is_not_clean()
    {
        string[] smaps =
        [
            "7fa80c600000-7fa80c700000 r-xp 00000000 fe:00 350922                     /usr/lib/told-too-little.so",
            "Rss:                 140 kB",
            "Anonymous:             0 kB",
            "7fa80d600000-7fa80d700000 r-xp 00000000 fe:00 350923                     /usr/lib/cut-off.so",
        ];

        Assert.Empty(Read(smaps));
    }

    [Fact]
    public void A_text_longer_than_the_buffer_is_read_to_its_end()
    {
        var smaps = Enumerable.Range(1, 1000).SelectMany(n => Mapping($"{n:x}000-{n + 1:x}000 r-xp 00000000 fe:00 350922                     /usr/lib/{new string('x', n % 97)}.so", n % 2)).ToArray();

        Assert.Equal(Enumerable.Range(1, 500).Select(n => (2L * n * 0x1000, 0x1000L)), Read(smaps));
    }

    private static (long Start, long Length)[] Read(params string[] smaps)
        => [.. CleanMappings.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', smaps) + "\n"))).Select(range => ((long)range.Start, (long)range.Length))];

    // As the kernel tells it; the lines left out are of the same form.
    private static string[] Mapping(string header, int anonymous = 0, int swapped = 0)
        => [header, "Size:                 48 kB", "Rss:                  48 kB", $"Anonymous:      {anonymous,8} kB", "AnonHugePages:         0 kB", $"Swap:           {swapped,8} kB", "SwapPss:               0 kB", "VmFlags: rd ex mr mw me"];
}
