using System.Runtime.InteropServices;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>The librdkafka client that owns a mock cluster.</summary>
internal sealed class MockHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>A handle over a client just made.</summary>
    public static MockHandle Own(nint client)
    {
        var owned = new MockHandle();
        owned.SetHandle(client);
        return owned;
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        MockLibrary.DestroyClient(handle);
        return true;
    }
}
