using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Unit.Support;
using Confluent.Kafka;

namespace CdcFunctions.Unit.Kafka;

public sealed class BrokerWatchTests
{
    private readonly ManualTime _time = new();
    private readonly FakeGroupConsumer _consumer = new();
    private readonly BrokerWatch _watch;

    public BrokerWatchTests() => _watch = new BrokerWatch("b:9092", _time, ThreadProvider.System);

    [Theory]
    [InlineData(ErrorCode.Local_AllBrokersDown, "No broker of b:9092 answers")]
    [InlineData(ErrorCode.Local_Authentication, "The broker refuses the login")]
    [InlineData(ErrorCode.SaslAuthenticationFailed, "The broker refuses the login")]
    [InlineData(ErrorCode.Local_Ssl, "TLS to the broker fails")]
    public void What_stops_all_work_is_a_problem_until_a_broker_answers(ErrorCode code, string text)
    {
        _watch.Report(new Error(code, "reason"));

        Assert.StartsWith(text, _watch.Problem, StringComparison.Ordinal);
        _watch.Answered();
        Assert.Null(_watch.Problem);
    }

    [Fact]
    public void One_broker_of_several_that_is_away_is_no_problem_but_explains_one()
    {
        _watch.Report(new Error(ErrorCode.Local_Transport, "b2:9092: Connection refused"));
        Assert.Null(_watch.Problem);

        _watch.Report(new Error(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down"));
        Assert.Contains("b2:9092: Connection refused", _watch.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_asked_about_and_a_missing_answer_is_a_problem()
    {
        _consumer.Reachable = false;
        _watch.Tick(_consumer);
        _watch.Settle(TimeSpan.FromSeconds(10));
        Assert.Null(_watch.Problem);

        _time.Advance(TimeSpan.FromSeconds(11));
        _watch.Tick(_consumer);
        _watch.Settle(TimeSpan.FromSeconds(10));

        Assert.StartsWith("No broker of b:9092 answers", _watch.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_to_the_question_ends_the_problem_wherever_the_wall_clock_is_set()
    {
        _watch.Report(new Error(ErrorCode.Local_AllBrokersDown, "down"));
        _consumer.Reachable = false;
        _watch.Tick(_consumer);
        _watch.Settle(TimeSpan.FromSeconds(10));
        Assert.NotNull(_watch.Problem);

        _consumer.Reachable = true;
        _time.SetWallClock(TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromSeconds(4));
        _watch.Tick(_consumer);
        _watch.Settle(TimeSpan.FromSeconds(10));

        Assert.Null(_watch.Problem);
    }
}
