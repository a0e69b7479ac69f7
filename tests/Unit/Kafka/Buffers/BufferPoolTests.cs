using CdcFunctions.Host.Kafka.Buffers;

namespace CdcFunctions.Unit.Kafka.Buffers;

public sealed class BufferPoolTests
{
    private readonly BufferPool _pool = new();

    [Fact]
    public void A_returned_buffer_is_used_again()
    {
        var buffer = _pool.Rent();
        _pool.Return([buffer]);

        Assert.Same(buffer, _pool.Rent());
    }

    [Fact]
    public void Buffers_not_needed_since_the_last_time_are_let_go()
    {
        _pool.Return(Enumerable.Range(0, 10).Select(_ => _pool.Rent()).ToList());
        _pool.Trim();
        Assert.Equal(10, _pool.Free);
        _pool.Return([_pool.Rent(), _pool.Rent(), _pool.Rent()]);

        _pool.Trim();
        Assert.Equal(3, _pool.Free);
        _pool.Trim();
        Assert.Equal(0, _pool.Free);
    }
}
