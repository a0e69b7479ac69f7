namespace CdcFunctions.Host.Demo.Servers;

/// <summary>The shell scripts that run under the server's account, as constants.</summary>
internal static class ClusterScripts
{
    /// <summary>Makes a data directory from a template; makes the template first when this version has none.</summary>
    /// <remarks>Arguments: our directory, programs, template, new cluster.</remarks>
    public const string Create = """
        set -e
        umask 077
        mkdir -p "$1"
        [ -O "$1" ] || { echo "$1 belongs to another user; remove it." >&2; exit 1; }
        if [ ! -d "$3" ]; then
          made="$3.$$"
          "$2/initdb" -D "$made" --no-sync --locale=C --encoding=UTF8 --username=postgres --auth-local=trust --auth-host=scram-sha-256 >"$made.log" 2>&1 \
            || { cat "$made.log" >&2; rm -rf "$made" "$made.log"; exit 1; }
          rm -f "$made.log"
          if [ -d "$3" ]; then rm -rf "$made"; else mv "$made" "$3"; fi
        fi
        mkdir "$4"
        cp -R "$3" "$4/data"
        """;

    /// <summary>Runs the server until it ends, a word arrives on standard input, or our process is gone and the input closes.</summary>
    /// <remarks>Arguments: cluster, then the server's command line. Gone without a word: stop at once and remove the cluster.</remarks>
    public const string Serve = """
        directory="$1"; shift
        exec 2>>"$directory/log"
        exec 3<&0
        "$@" 3<&- </dev/null >>"$directory/log" 2>&1 &
        server=$!
        (
          read -r word <&3
          case "$word" in
            fast) kill -INT $server ;;
            *) : >"$directory/orphan"; kill -QUIT $server ;;
          esac
        ) &
        watch=$!
        wait $server
        code=$?
        kill $watch 2>/dev/null
        [ ! -e "$directory/orphan" ] || rm -rf "$directory"
        exit $code
        """;
}
