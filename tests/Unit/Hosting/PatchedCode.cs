using System.Runtime.InteropServices;

namespace CdcFunctions.Unit.Hosting;

/// <summary>A program's file mapped as the loader does it, patched in memory and closed again, as an agent that hooks functions does.</summary>
internal sealed class PatchedCode : IDisposable
{
    /// <summary>What was written over the first byte.</summary>
    public const byte Patch = 0xCC;

    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int Private = 2;

    private readonly nint _start;
    private readonly nuint _length;

    public PatchedCode(string path, int length)
    {
        using var file = File.OpenHandle(path);
        _length = (nuint)length;
        _start = Map(0, _length, Read | Write, Private, (int)file.DangerousGetHandle(), 0);
        Assert.NotEqual(-1, _start);
        Marshal.WriteByte(_start, Patch);
        Assert.Equal(0, Protect(_start, _length, Read | Execute));
    }

    /// <summary>The first byte as it stands in memory.</summary>
    public byte First => Marshal.ReadByte(_start);

    public void Dispose() => _ = Unmap(_start, _length);

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(nint address, nuint length);
}
