#!/usr/bin/env bash
# Builds examples/hello.py with ./pxc on a free port, starts it, talks to it as a
# client would, and stops it.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill "${pid:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
port=$((20000 + RANDOM % 20000))
sed "s/'0.0.0.0', 8080/'127.0.0.1', $port/" examples/hello.py >"$work/hello.py"
./pxc build "$work/hello.py" -o "$work/hello"
"$work/hello" &
pid=$!
for _ in $(seq 50); do
	if exec 3<>"/dev/tcp/127.0.0.1/$port"; then break; fi 2>/dev/null
	sleep 0.1
done
read -r line <&3
echo "server: $line"
printf 'pxc' >&3
read -r line <&3
echo "server: $line"
exec 3>&-
kill -TERM "$pid"
wait "$pid"
ls -l "$work/hello" | awk '{ printf "one static binary of %.1f MB\n", $5 / 1e6 }'
